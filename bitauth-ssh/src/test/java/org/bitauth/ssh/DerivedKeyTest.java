package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.bitauth.BitauthKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivedKeyTest {
    private static final String SECRET = "1e99423a4ed27608a15a2616a2b0e9e52ced330ac530edcc32c8ffc6a526aedd";
    private static final BitauthKey KEY = BitauthKey.ofHex(SECRET);

    /** Seeds by Python's hmac and hashlib, public keys by ssh-keygen -y (OpenSSH 9.2) of files written in Python. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000001, default, 0,"
                + " AAAAC3NzaC1lZDI1NTE5AAAAIGchJ5DzrxVrCk8KKBezGIjSeSmK9SjK0iKsXZI6OEua",
        SECRET + ", alice@cloud.example, 0, AAAAC3NzaC1lZDI1NTE5AAAAIEP+Go2+tq7WwlQoKmGr1fAZXezhVzmGHwpcg6fcFBKF",
        SECRET + ", alice@cloud.example, 2147483647,"
                + " AAAAC3NzaC1lZDI1NTE5AAAAILkfcFHV5Xc5kxihWwER1KfIdva7EeoE7/zfY4S/HvNc"
    })
    void derivesTheKeyThatPythonAndSshKeygenDerive(String secret, String context, int index, String base64) {
        SshKeyPair derived = DerivedKey.derive(BitauthKey.ofHex(secret), context, index);

        assertThat(derived.publicKey().line()).isEqualTo("ssh-ed25519 " + base64);
    }

    @Test
    void derivesTheSameKeyAgain() {
        assertThat(DerivedKey.derive(KEY, "a", 1).publicKey())
                .isEqualTo(DerivedKey.derive(KEY, "a", 1).publicKey());
    }

    @Test
    void derivesAnotherKeyForEachKeyContextAndIndex() {
        Set<String> fingerprints = new HashSet<>();
        for (BitauthKey key : new BitauthKey[] {KEY, BitauthKey.generate()}) {
            for (String context : new String[] {"a", "b", "ab"}) {
                for (int index : new int[] {0, 1, 256}) {
                    fingerprints.add(
                            DerivedKey.derive(key, context, index).publicKey().fingerprint());
                }
            }
        }
        assertThat(fingerprints).hasSize(18);
    }

    @Test
    void signsWithTheKeyThatItTells() {
        SshKeyPair derived = DerivedKey.derive(KEY, "a", 0);
        byte[] message = {1, 2, 3};

        assertThat(derived.publicKey().verifies(message, 3, derived.sign(message)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\n", "\u00e4", "a\u0000", "\u007f"})
    void refusesAContextThatIsNotPrintable(String context) {
        assertThatIllegalArgumentException().isThrownBy(() -> DerivedKey.derive(KEY, context, 0));
    }

    @Test
    void takesAContextOf255CharactersButNotOneMore() {
        assertThat(DerivedKey.derive(KEY, "c".repeat(255), 0)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> DerivedKey.derive(KEY, "c".repeat(256), 0));
    }

    @Test
    void refusesANegativeIndex() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DerivedKey.derive(KEY, "a", -1))
                .withMessageContaining("was -1");
    }
}
