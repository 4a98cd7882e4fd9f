package org.bitauth.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.payment.Order;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.FileKrlStore;
import org.bitauth.ssh.KrlStore;
import org.bitauth.ssh.Revocation;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.client.SshCertificateClient;

/** One key pays for an instance, gets a scoped token and opens a shell, and everybody else is refused. */
public final class Quickstart {
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
        try (DemoCloud cloud = steps.step("a cloud starts", () -> new DemoCloud(serviceSecret, revocations))) {
            Login login = new Login(cloud.url(), key, serviceSecret);
            Order order = new Purchase(steps, cloud, key).run(login);
            ChallengeAnswer used = tokens(login);
            SshCertificateClient client = new SshCertificateClient(cloud.url());
            SshPublicKey userCa = client.authorities()
                    .orElseThrow(no -> new IllegalStateException(no.detail()))
                    .get(0);
            try (Shell shell =
                    steps.step("an instance starts", () -> shells.start(userCa, DemoCloud.INSTANCE, key.sin(), list))) {
                steps.show(shell.name());
                Path good = shells(client, key, shell);
                refusals(login, used);
                refusedLogin(client, key, shell);
                leaseOver(cloud.till(), order, login, client, shell);
                revoke(revocations, client, key, shell, good);
            }
        }
    }

    private ChallengeAnswer tokens(Login login) {
        String challenge = steps.step("the cloud writes a challenge for a token", login::challenge);
        steps.show(challenge);
        ChallengeAnswer answer = steps.step("the key signs it, after checking every line", () -> login.sign(challenge));
        String token = steps.step(
                "the answer is swapped for a token for the project of the one who paid",
                () -> IdentityApi.token(login.send(answer)));
        steps.step("a service validates the token as keystonemiddleware does", () -> {
            RawResponse valid = login.validate(token);
            String project = IdentityApi.json(valid).at("/token/project/name").asText();
            return requireEqual(project, login.project());
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

    private void refusals(Login login, ChallengeAnswer used) {
        steps.refused("the same answer again", 401, () -> login.send(used).status());
        steps.refused("an answer of another key", 401, () -> {
            ChallengeAnswer mine = login.sign(login.challenge());
            ChallengeAnswer theirs = login.ofStranger();
            ChallengeAnswer mixed =
                    new ChallengeAnswer(mine.challenge(), theirs.publicKey(), theirs.address(), theirs.signature());
            return login.send(mixed).status();
        });
        steps.refused(
                "an answer for another scope",
                401,
                () -> login.sendFor("services", login.sign(login.challenge())).status());
        steps.refused("a token with one character changed", 404, () -> {
            char[] changed =
                    IdentityApi.token(login.send(login.sign(login.challenge()))).toCharArray();
            int middle = changed.length / 2;
            changed[middle] = changed[middle] == 'A' ? 'B' : 'A';
            return login.validate(new String(changed)).status();
        });
    }

    private void leaseOver(DemoTill till, Order order, Login login, SshCertificateClient client, Shell shell) {
        String token = steps.step("the lease ends: two hours pass at the cloud", () -> {
            String last = IdentityApi.token(login.send(login.sign(login.challenge())));
            till.pass(DemoTill.PAID.multipliedBy(2));
            return last;
        });
        steps.refused(
                "the token that was good", 404, () -> login.validate(token).status());
        steps.refused(
                "a new token",
                401,
                () -> login.send(login.sign(login.challenge())).status());
        steps.refused("a new certificate", 403, () -> refusal(client, login.key(), shell));
        steps.step("the vendor's own billing is paid for an hour more, and the token is there again", () -> {
            till.leases().extend(order.id(), DemoTill.PAID, "invoice 4711");
            return IdentityApi.token(login.send(login.sign(login.challenge())));
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
        steps.refused("a certificate for a revoked identity", 403, () -> refusal(client, key, shell));
    }

    private static int refusal(SshCertificateClient client, BitauthKey key, Shell shell) {
        SshPublicKey ssh = SshKeyPair.generate().publicKey();
        String detail = client.certificate(new CertificateRequest(ssh, shell.login(), DemoCloud.INSTANCE), key)
                .rejected()
                .orElseThrow()
                .detail();
        return Integer.parseInt(detail.substring(0, 3));
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
