package org.bitauth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.ProvenIdentity;
import org.bitauth.SecretAccess;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.Krl;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.RequestSource;
import org.bitauth.ssh.Revocation;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.lab.OpenSshServer;
import org.bitauth.ssh.lab.SelfInstance;
import org.bitauth.ssh.self.SelfCertificates;

/**
 * What {@code ssh host true} takes at three real sshds that differ in nothing but who may log in: the holder of a certificate
 * whom a principals file names and a revocation list of 1,000 others does not, an owner by a certificate of his own, which
 * a program in C judges, or a plain Ed25519 key in authorized_keys. The second needs root, and a C compiler. In turn within each round, the first one changing: medians, and the ratio to the plain key.
 */
public final class SshLogins implements AutoCloseable {
    private static final int WARM_UPS = 5;
    private static final int ROUNDS = 30;
    private static final int REVOKED = 1000;
    private static final String INSTANCE = "web-1";
    private static final String PLAIN = "authorized_keys, ed25519";
    private static final URI CLOUD = URI.create("https://cloud.example/v3");

    private final Path folder = Files.createTempDirectory("bitauth-logins");
    private final BitauthKey owner = BitauthKey.generate();
    private final SshKeyPair userCa = SshKeyPair.generate();
    private final SshKeyPair key = SshKeyPair.generate();
    private final Map<String, List<String>> ways = new LinkedHashMap<>();

    private SshLogins() throws IOException {}

    public static void main(String[] arguments) throws IOException {
        if (!OpenSshServer.isInstalled()) {
            System.out.println("left out: sshd, ssh and ssh-keygen must be installed");
            return;
        }
        try (SshLogins logins = new SshLogins()) {
            Path krl = Files.write(logins.folder.resolve("krl"), revocations().toBytes());
            try (OpenSshServer plain = OpenSshServer.startWithKeys(logins.key.publicKey());
                    OpenSshServer certified = OpenSshServer.start(
                            logins.userCa.publicKey(),
                            INSTANCE,
                            Map.of(OpenSshServer.currentUser(), List.of(logins.owner.sin())),
                            List.of("RevokedKeys " + krl));
                    SelfInstance instance = logins.instance();
                    OpenSshServer self = OpenSshServer.startWith(instance.sshdConfig())) {
                logins.ways.put(PLAIN, plain.sshCommand(logins.identity("plain"), plain.login(), "true"));
                logins.add("certificate, principals, KRL", certified, "certified", logins.certificate());
                logins.add("self-certified, program in C", self, "self", logins.selfCertificate());
                print(logins.measure());
                requireLog(plain, "Accepted publickey for " + plain.login(), "ED25519 SHA256:");
                requireLog(certified, "Accepted publickey for " + certified.login(), "ED25519-CERT SHA256:");
                requireLog(self, "Accepted publickey for " + self.login(), "ED25519-CERT SHA256:");
            }
        }
    }

    private void add(String way, OpenSshServer server, String file, String certificate) throws IOException {
        Path identity = identity(file);
        Files.writeString(Path.of(identity + "-cert.pub"), certificate + "\n");
        ways.put(way, server.sshCommand(identity, server.login(), "true"));
    }

    private SelfInstance instance() throws IOException {
        Path parent = SelfInstance.parent()
                .orElseThrow(() ->
                        new IOException("needs root, and a working folder that nobody else can write to up to /"));
        return SelfInstance.in(parent, CLOUD.toString(), INSTANCE, OpenSshServer.currentUser(), owner.sin());
    }

    private String selfCertificate() {
        return new SelfCertificates(CLOUD, owner, InstantSource.system())
                .issue(key, OpenSshServer.currentUser(), INSTANCE, Duration.ofHours(1))
                .line();
    }

    private Map<String, Samples> measure() throws IOException {
        Map<String, Samples> millis = new LinkedHashMap<>();
        ways.keySet().forEach(name -> millis.put(name, new Samples()));
        for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
            List<String> names = ways.keySet().stream()
                    .sorted(round % 2 == 0 ? Comparator.naturalOrder() : Comparator.reverseOrder())
                    .toList();
            for (String name : names) {
                double took = login(ways.get(name));
                if (round >= WARM_UPS) {
                    millis.get(name).add(took);
                }
            }
        }
        return millis;
    }

    /** Milliseconds until ssh has ended. */
    private static double login(List<String> command) throws IOException {
        long begin = System.nanoTime();
        Programs.Result result = Programs.run(Map.of(), command.toArray(String[]::new));
        double took = (System.nanoTime() - begin) / 1e6;
        if (result.exitCode() != 0) {
            throw new IOException("ssh must log in: " + result.output());
        }
        return took;
    }

    private static void print(Map<String, Samples> millis) {
        System.out.println("medians of " + ROUNDS + " logins in milliseconds, " + REVOKED + " identities revoked");
        double plain = millis.get(PLAIN).median();
        millis.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "%-30s %8.1f   fastest %8.1f   ratio %.3f%n",
                name,
                all.median(),
                all.least(),
                all.median() / plain));
    }

    private static void requireLog(OpenSshServer server, String... words) {
        long logins = server.log()
                .lines()
                .filter(line -> Stream.of(words).allMatch(line::contains))
                .count();
        if (logins != WARM_UPS + ROUNDS) {
            throw new IllegalStateException("sshd must have let in " + (WARM_UPS + ROUNDS) + " times, was " + logins);
        }
    }

    private static Krl revocations() {
        Revocation[] revoked = IntStream.range(0, REVOKED)
                .mapToObj(i -> new Revocation.Identity(BitauthKey.generate().sin()))
                .toArray(Revocation[]::new);
        return Krl.empty().plus(InstantSource.system().instant(), revoked);
    }

    private String certificate() {
        SshCertificateAuthority authority = SshCertificateAuthority.builder(
                        CLOUD, request -> LoginDecision.allow(), CaSigner.of(userCa))
                .life(Duration.ofHours(1))
                .build();
        CertificateRequest wanted = new CertificateRequest(key.publicKey(), OpenSshServer.currentUser(), INSTANCE);
        return authority
                .issue(new ProvenIdentity(owner.publicKey()), wanted, RequestSource.unknown())
                .accepted()
                .map(SshCertificate::line)
                .orElseThrow();
    }

    private Path identity(String name) throws IOException {
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, key.privateKeyFile(SecretAccess.EXPORT));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
