package org.bitauth.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.FileKrlStore;
import org.bitauth.ssh.KrlStore;
import org.bitauth.ssh.Revocation;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.client.SshCertificateClient;

/** One key gets a scoped token and opens a shell, and everybody else is refused. */
public final class Quickstart {
    private static final String PROJECT = "demo";
    private static final ScopeRequest SCOPE =
            new ScopeRequest.ProjectByName(PROJECT, DomainReference.ofName("Default"));

    private final Steps steps;
    private final Path folder;
    private final Shell.Starter shells;

    private Quickstart(Steps steps, Path folder, Shell.Starter shells) {
        this.steps = steps;
        this.folder = folder;
        this.shells = shells;
    }

    /**
     * Runs all steps and ends the process: 0 if all passed, else 1.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, Shell::start) ? 0 : 1);
    }

    static boolean run(PrintStream out, Shell.Starter shells) {
        try {
            Steps steps = new Steps(out);
            Path folder = Files.createTempDirectory("bitauth-quickstart");
            try {
                new Quickstart(steps, folder, shells).run();
            } finally {
                delete(folder);
            }
            out.println("quickstart: all " + steps.passed() + " steps passed");
            return true;
        } catch (Exception e) {
            out.println("quickstart: " + e.getMessage());
            return false;
        }
    }

    private void run() throws Exception {
        BitauthKey key = steps.step("a key is made: it is the identity, no account is", BitauthKey::generate);
        steps.show(key.sin().value());
        String serviceSecret = BitauthKey.generate().toHex(SecretAccess.EXPORT);
        Path list = folder.resolve("revoked");
        KrlStore revocations = new FileKrlStore(list, InstantSource.system());
        try (DemoCloud cloud =
                steps.step("a cloud starts", () -> new DemoCloud(key.sin(), serviceSecret, revocations))) {
            ChallengeAnswer used = tokens(cloud.url(), key, serviceSecret);
            SshCertificateClient client = new SshCertificateClient(cloud.url());
            SshPublicKey userCa = client.authorities()
                    .orElseThrow(no -> new IllegalStateException(no.detail()))
                    .get(0);
            try (Shell shell =
                    steps.step("an instance starts", () -> shells.start(userCa, DemoCloud.INSTANCE, key.sin(), list))) {
                steps.show(shell.name());
                Path good = shells(client, key, shell);
                refusals(cloud.url(), key, used, serviceSecret);
                refusedLogin(client, key, shell);
                revoke(revocations, client, key, shell, good);
            }
        }
    }

    private ChallengeAnswer tokens(URI url, BitauthKey key, String serviceSecret) {
        IdentityApi api = new IdentityApi(url);
        String challenge = steps.step("the cloud writes a challenge for a token", () -> challenge(api, key));
        steps.show(challenge);
        ChallengeAnswer answer =
                steps.step("the key signs it, after checking every line", () -> sign(challenge, url, key));
        String token = steps.step(
                "the answer is swapped for a token for project demo",
                () -> IdentityApi.token(api.answer(answer, PROJECT)));
        steps.step("a service validates the token as keystonemiddleware does", () -> {
            RawResponse valid = api.validate(serviceToken(api, serviceSecret), token);
            String project = IdentityApi.json(valid).at("/token/project/name").asText();
            return requireEqual(project, PROJECT);
        });
        return answer;
    }

    private Path shells(SshCertificateClient client, BitauthKey key, Shell shell) {
        Path file = steps.step(
                "the same key gets an SSH certificate for five minutes",
                () -> certificate(client, key, shell.login(), "id"));
        steps.step("a command runs over SSH", () -> {
            Shell.Result result = shell.run(file, shell.login(), "echo hello from " + DemoCloud.INSTANCE);
            return requireEqual(result.output(), "hello from " + DemoCloud.INSTANCE);
        });
        return file;
    }

    private void refusals(URI url, BitauthKey key, ChallengeAnswer used, String serviceSecret) {
        IdentityApi api = new IdentityApi(url);
        steps.refused(
                "the same answer again", 401, () -> api.answer(used, PROJECT).status());
        steps.refused("an answer of another key", 401, () -> {
            ChallengeAnswer mine = sign(challenge(api, key), url, key);
            BitauthKey other = BitauthKey.generate();
            ChallengeAnswer theirs = sign(challenge(api, other), url, other);
            ChallengeAnswer mixed =
                    new ChallengeAnswer(mine.challenge(), theirs.publicKey(), theirs.address(), theirs.signature());
            return api.answer(mixed, PROJECT).status();
        });
        steps.refused(
                "an answer for another scope",
                401,
                () -> api.answer(sign(challenge(api, key), url, key), "other").status());
        steps.refused("a token with one character changed", 404, () -> {
            String token = IdentityApi.token(api.answer(sign(challenge(api, key), url, key), PROJECT));
            char[] changed = token.toCharArray();
            int middle = changed.length / 2;
            changed[middle] = changed[middle] == 'A' ? 'B' : 'A';
            return api.validate(serviceToken(api, serviceSecret), new String(changed))
                    .status();
        });
    }

    private void refusedLogin(SshCertificateClient client, BitauthKey key, Shell shell) {
        steps.refused("a certificate for another login", 255, () -> {
            Path file = certificate(client, key, "somebody-else", "other");
            return shell.run(file, shell.login(), "echo not reached").exitCode();
        });
    }

    private void revoke(KrlStore revocations, SshCertificateClient client, BitauthKey key, Shell shell, Path good) {
        steps.step("the operator revokes the identity", () -> revocations.revoke(new Revocation.Identity(key.sin())));
        steps.refused(
                "the certificate that was good, at once",
                255,
                () -> shell.run(good, shell.login(), "echo not reached").exitCode());
        steps.refused("a new certificate", 403, () -> {
            SshPublicKey ssh = SshKeyPair.generate().publicKey();
            String detail = client.certificate(new CertificateRequest(ssh, shell.login(), DemoCloud.INSTANCE), key)
                    .rejected()
                    .orElseThrow()
                    .detail();
            return Integer.valueOf(detail.substring(0, 3));
        });
    }

    private static String challenge(IdentityApi api, BitauthKey key) throws Exception {
        RawResponse answer = api.login("bitauth", Map.of("identity", key.sin().value()), PROJECT);
        return IdentityApi.json(answer).at("/error/identity/bitauth/challenge").asText();
    }

    private static ChallengeAnswer sign(String challenge, URI url, BitauthKey key) {
        return ChallengeAnswer.sign(challenge, url.toString(), SCOPE.ask(), key)
                .orElseThrow(no -> new MalformedException(no.detail()));
    }

    private static String serviceToken(IdentityApi api, String secret) throws Exception {
        Map<String, String> payload = Map.of("id", DemoCloud.SERVICE_ID, "secret", secret);
        return IdentityApi.token(api.login("application_credential", payload, PROJECT));
    }

    private Path certificate(SshCertificateClient client, BitauthKey key, String login, String name) throws Exception {
        SshKeyPair pair = SshKeyPair.generate();
        CertificateRequest request = new CertificateRequest(pair.publicKey(), login, DemoCloud.INSTANCE);
        String line = client.certificate(request, key)
                .orElseThrow(no -> new IllegalStateException(no.detail()))
                .line();
        Path file = PrivateFile.write(folder.resolve(name), pair.privateKeyFile(SecretAccess.EXPORT));
        Files.writeString(folder.resolve(name + "-cert.pub"), line + "\n");
        return file;
    }

    private static String requireEqual(String value, String wanted) {
        if (!value.equals(wanted)) {
            throw new IllegalStateException("must be '" + wanted + "', was '" + value + "'");
        }
        return value;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
