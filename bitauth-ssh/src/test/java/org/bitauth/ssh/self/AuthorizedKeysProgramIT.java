package org.bitauth.ssh.self;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.bitauth.BitauthKey;
import org.bitauth.peers.Peers;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in C says what the Java verifier says, and stays within its memory whatever it is shown. */
class AuthorizedKeysProgramIT {
    private static final String[] SANITIZED = {
        "-fsanitize=address,undefined",
        "-fno-sanitize-recover=all",
        "-fno-omit-frame-pointer",
        "-U_FORTIFY_SOURCE",
        "-g"
    };

    @TempDir
    private Path folder;

    private final BitauthKey owner = BitauthKey.generate();
    private final SshKeyPair key = SshKeyPair.generate();

    @Test
    void saysWhatEachCaseDemands() throws IOException {
        saysWhatEachCaseDemands(BatchProgram.build(folder));
    }

    @Test
    void saysTheSameUnderAddressSanitizer() throws IOException {
        saysWhatEachCaseDemands(BatchProgram.build(folder, SANITIZED));
    }

    private void saysWhatEachCaseDemands(BatchProgram program) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (LoginCase one : LoginCase.all()) {
            Path files = one.writeFiles(folder.resolve("case-" + one.name()));
            String login = one.login() + "\t" + one.type() + "\t" + one.key();
            List<String> said = program.answers(files, one.now(), List.of(login));
            if (!said.equals(List.of(one.said()))) {
                wrong.add(one.name() + ": " + said);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void takesNoFileThatOthersMayWriteTo() throws IOException {
        BatchProgram program = BatchProgram.build(folder);
        LoginCase good = LoginCase.all().get(0);
        Path files = good.writeFiles(folder.resolve("files"));
        String login = good.login() + "\t" + good.type() + "\t" + good.key();
        for (String name : List.of("cloud", "instance", "owners")) {
            Files.setPosixFilePermissions(files.resolve(name), PosixFilePermissions.fromString("rw-rw-r--"));
            assertThat(program.answers(files, good.now(), List.of(login))).containsExactly("SETUP");
            Files.setPosixFilePermissions(files.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
        }
        assertThat(program.answers(files, good.now(), List.of(login))).containsExactly(good.said());
    }

    /** Bits, bytes, lengths and pieces of the certificate are changed below its base64. */
    @Test
    void decidesChangedCertificatesAsJavaDoesSeed1() throws IOException {
        Random random = new Random(1);
        byte[] good = forged().blob();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            keys.add(Base64.getEncoder().encodeToString(mutate(good, random)));
        }
        assertSameAnswers(keys, 1);
    }

    /** The statement is changed and signed, so that it comes to the parser of the statement. */
    @Test
    void decidesChangedStatementsAsJavaDoesSeed2() throws IOException {
        Random random = new Random(2);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            ForgedCertificate forged = forged();
            forged.text = said ->
                    new String(mutate(said.getBytes(StandardCharsets.ISO_8859_1), random), StandardCharsets.ISO_8859_1);
            keys.add(forged.base64());
        }
        assertSameAnswers(keys, 6);
    }

    /** The Bitcoin key's signature is changed below its hexadecimal digits, and signed over by the SSH key. */
    @Test
    void decidesChangedSignaturesAsJavaDoesSeed3() throws IOException {
        Random random = new Random(3);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            ForgedCertificate forged = forged();
            forged.proof = der -> mutate(der, random);
            keys.add(forged.base64());
        }
        assertSameAnswers(keys, 1);
    }

    /** The base64 itself is changed: its one spelling is the only one that is taken. */
    @Test
    void decidesChangedBase64AsJavaDoesSeed4() throws IOException {
        Random random = new Random(4);
        byte[] good = forged().base64().getBytes(StandardCharsets.US_ASCII);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String changed = new String(mutate(good, random), StandardCharsets.ISO_8859_1);
            keys.add(changed.replaceAll("[\t\n\r\0]", "="));
        }
        assertSameAnswers(keys, 1);
    }

    private ForgedCertificate forged() {
        return new ForgedCertificate(owner, key, "debian", "i-1", "2026-11-22T11:00:00Z");
    }

    /** Both say the same to each, the good one among them. */
    private void assertSameAnswers(List<String> keys, int leastKinds) throws IOException {
        Peers.requirePrograms("cc");
        Instant now = LoginCaseWriter.NOW;
        List<String> shown = new ArrayList<>(keys);
        shown.add(forged().base64());
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(files.resolve("cloud"), "https://cloud.example/v3\n");
        Files.writeString(files.resolve("instance"), "i-1\n");
        Files.writeString(files.resolve("owners"), owner.sin() + " debian\n");
        List<String> logins = shown.stream()
                .map(one -> "debian\t" + SshCertificate.TYPE + "\t" + one)
                .toList();
        List<String> said = BatchProgram.build(folder, SANITIZED).answers(files, now.getEpochSecond(), logins);

        assertThat(said).hasSameSizeAs(shown);
        var verifier = new SelfCertificateVerifier(files, InstantSource.fixed(now));
        TreeSet<String> kinds = new TreeSet<>();
        for (int i = 0; i < shown.size(); i++) {
            String java =
                    SelfCertificateVerifierTest.said(verifier.verify("debian", SshCertificate.TYPE, shown.get(i)));
            assertThat(said.get(i).startsWith("ACCEPTED")).as(shown.get(i)).isEqualTo(java.startsWith("ACCEPTED"));
            if (java.startsWith("ACCEPTED")) {
                assertThat(said.get(i)).isEqualTo(java);
            }
            kinds.add(java.replaceAll(" .*", ""));
        }
        assertThat(said.get(shown.size() - 1)).startsWith("ACCEPTED cert-authority");
        assertThat(kinds).hasSizeGreaterThan(leastKinds);
    }

    /** One to three times: a bit, a byte, a length, a piece doubled or removed, or the end cut off. */
    private static byte[] mutate(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int times = random.nextInt(3); times >= 0 && bytes.length > 4; times--) {
            int at = random.nextInt(bytes.length - 4);
            int end = Math.min(bytes.length, at + random.nextInt(1, 40));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> Arrays.fill(bytes, at, at + 4, (byte) (random.nextBoolean() ? 0xff : 0x7f));
                case 3 -> bytes = spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
                case 4 -> bytes = spliced(bytes, at, end, new byte[0]);
                default -> bytes = Arrays.copyOf(bytes, at + 1);
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        byte[] out = Arrays.copyOf(bytes, from + middle.length + bytes.length - to);
        System.arraycopy(middle, 0, out, from, middle.length);
        System.arraycopy(bytes, to, out, from + middle.length, bytes.length - to);
        return out;
    }
}
