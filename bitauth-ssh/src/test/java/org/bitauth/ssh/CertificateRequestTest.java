package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateRequestTest {
    private static final SshPublicKey KEY =
            SshPublicKey.parse("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea");
    private static final Sin SIN = BitauthKey.ofHex("1".repeat(64)).sin();

    /** protocol.md, section 4. */
    @Test
    void asksInTheWordsOfTheProtocol() {
        CertificateRequest request = new CertificateRequest(KEY, "debian", "i-1.example");

        assertThat(request.ask().line())
                .isEqualTo("SSH certificate for SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8"
                        + " as debian on i-1.example");
    }

    @Test
    void namesThePrincipalOfOneOwner() {
        assertThat(new CertificateRequest(KEY, "debian", "i-1").principal(SIN)).isEqualTo("sin:" + SIN + "/i-1/debian");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c-9", "0123456789012345678901234567890123456789012345678901234567890123"})
    void takesLoginsAndInstances(String word) {
        CertificateRequest request = new CertificateRequest(KEY, word, word);

        assertThat(request.ask().line()).endsWith(" as " + word + " on " + word);
        assertThat(request.principal(SIN)).isEqualTo("sin:" + SIN + "/" + word + "/" + word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "a:b",
                "a\n",
                "a\nb",
                "a\u0000",
                "a,b",
                "*",
                "%u",
                "\"a\"",
                "ä",
                "а", // Cyrillic
                "０", // full width
                "01234567890123456789012345678901234567890123456789012345678901234",
            })
    void refusesOtherLoginsAndInstances(String word) {
        assertThatThrownBy(() -> new CertificateRequest(KEY, word, "i-1")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new CertificateRequest(KEY, "debian", word)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Principals.of(SIN, word, "debian")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Principals.of(SIN, "i-1", word)).isInstanceOf(MalformedException.class);
    }
}
