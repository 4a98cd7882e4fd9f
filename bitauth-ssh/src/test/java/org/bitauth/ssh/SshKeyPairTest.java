package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshKeyPairTest {
    // Files of ssh-keygen (OpenSSH 9.2), made for this test.
    private static final String FILE = """
            -----BEGIN OPENSSH PRIVATE KEY-----
            b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
            QyNTUxOQAAACAtGL7pcPN/qUf8UoDWVNetsbOiMx/R5yk2QmVw1b5MBgAAAIj8spiB/LKY
            gQAAAAtzc2gtZWQyNTUxOQAAACAtGL7pcPN/qUf8UoDWVNetsbOiMx/R5yk2QmVw1b5MBg
            AAAEAKUa3PM+uGG5labySzwSDtgvzFX6NMdy1MpcnA6ThVdy0Yvulw83+pR/xSgNZU162x
            s6IzH9HnKTZCZXDVvkwGAAAAAXQBAgME
            -----END OPENSSH PRIVATE KEY-----
            """;
    private static final String LINE =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIC0Yvulw83+pR/xSgNZU162xs6IzH9HnKTZCZXDVvkwG";
    private static final String WITH_PASS_PHRASE = """
            -----BEGIN OPENSSH PRIVATE KEY-----
            b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABAthuDhbN
            Py1wZfYIXFn6WVAAAAEAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIC9Y0RyKEow+YChH
            A2pL87QXP3YAwgwMrRnCIuIE+qIpAAAAkFguaYcUAhlXRU/CMD24w9wzDi104rUu/KhQW5
            nXeFSyO7vyjtO6mI+3r6eLZSTAk/xDv1rX1hciHBZrBypW3/w5qLMURRZDjMG3xDRzAzi/
            s7Y9NKLrA3MT5FvoCKebK+qqVrlBHYoNo53riLXIvcgwQpBB5m7CDmgbp+ffoenH2eko+O
            NLQsCRXkx1HAYUWQ==
            -----END OPENSSH PRIVATE KEY-----
            """;
    private static final String ECDSA = """
            -----BEGIN OPENSSH PRIVATE KEY-----
            b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAaAAAABNlY2RzYS
            1zaGEyLW5pc3RwMjU2AAAACG5pc3RwMjU2AAAAQQSwNuhh4yKwSwxFO8C3nr5XF6ddjcyY
            bqCZxyPI6oF18KhgVG7hNE5hnyhM4QZwCqqA2DSkMMvC/5CNX5mtvuEXAAAAoEX25mhF9u
            ZoAAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBLA26GHjIrBLDEU7
            wLeevlcXp12NzJhuoJnHI8jqgXXwqGBUbuE0TmGfKEzhBnAKqoDYNKQwy8L/kI1fma2+4R
            cAAAAgdeuUcFmBssKnLTQNPGlncneYsAqsBMTYPIyK1q1+T1kAAAABdAECAwQFBgc=
            -----END OPENSSH PRIVATE KEY-----
            """;

    @Test
    void readsAFileOfSshKeygen() {
        assertThat(SshKeyPair.parse(FILE).publicKey().line()).isEqualTo(LINE);
    }

    @Test
    void readsWhatItWrote() {
        SshKeyPair key = SshKeyPair.generate();
        String file = key.privateKeyFile(SecretAccess.EXPORT);

        assertThat(SshKeyPair.parse(file).publicKey()).isEqualTo(key.publicKey());
        assertThat(SshKeyPair.parse(file.replace("\n", "\r\n") + "\r\n").publicKey())
                .isEqualTo(key.publicKey());
        assertThat(file.lines()).allMatch(line -> line.length() <= 70);
    }

    @Test
    void makesAnotherKeyEachTime() {
        assertThat(SshKeyPair.generate().publicKey())
                .isNotEqualTo(SshKeyPair.generate().publicKey());
    }

    /** Verified with the JDK's Ed25519, which shares no code with the signer. */
    @Test
    void signsWhatOthersVerify() throws GeneralSecurityException {
        SshKeyPair key = SshKeyPair.generate();
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] encoded = new byte[44];
        System.arraycopy(prefix, 0, encoded, 0, 12);
        System.arraycopy(key.publicKey().toBytes(), 0, encoded, 12, 32);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(new byte[] {1, 2, 3});

        assertThat(verifier.verify(key.sign(new byte[] {1, 2, 3}))).isTrue();
    }

    @Test
    void refusesAFileWithAPassPhrase() {
        assertThatThrownBy(() -> SshKeyPair.parse(WITH_PASS_PHRASE))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("pass phrase");
    }

    @Test
    void refusesOtherTypesOfKey() {
        assertThatThrownBy(() -> SshKeyPair.parse(ECDSA)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "-----BEGIN OPENSSH PRIVATE KEY-----",
                "-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\n!!!!\n-----END OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nMAA=\n-----END OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n",
            })
    void refusesGarbage(String text) {
        assertThatThrownBy(() -> SshKeyPair.parse(text)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 120, 180, 220})
    void refusesATruncatedFile(int size) {
        byte[] blob = Base64.getMimeDecoder().decode(FILE.replaceAll("-----.*", ""));
        String base64 = Base64.getEncoder().encodeToString(Arrays.copyOf(blob, size));

        assertThatThrownBy(
                        () -> SshKeyPair.parse(FILE.replaceAll("(?s)-----\n.*\n-----", "-----\n" + base64 + "\n-----")))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void messagesHoldNoPartOfTheFile() {
        String broken = FILE.replace("b3BlbnNz", "b3BlbnNy");

        assertThatThrownBy(() -> SshKeyPair.parse(broken))
                .isInstanceOf(MalformedException.class)
                .hasNoCause()
                .message()
                .doesNotContain("b3Blbn");
    }

    @Test
    void toStringNamesThePublicHalfOnly() {
        SshKeyPair key = SshKeyPair.parse(FILE);

        assertThat(key).hasToString("SshKeyPair[" + key.publicKey().fingerprint() + "]");
    }
}
