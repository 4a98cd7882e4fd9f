package org.bitauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bitauth.internal.SignedForm;
import org.junit.jupiter.api.Test;

/** The fifth form that a key signs, byte by byte. */
class SshUserAuthenticationTest {
    private static final BitauthKey KEY = BitauthKey.ofHex("0".repeat(63) + "1");

    /** The generator of secp256k1, the key of the number 1. */
    private static final String POINT = "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
            + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

    @Test
    void isTheDataOfRfc4252() {
        byte[] data =
                SshUserAuthentication.of(new byte[32], "alice", KEY.publicKey()).toBytes();

        String hex = "00000020" + "00".repeat(32) + "32" + string("alice") + string("ssh-connection")
                + string("publickey") + "01" + string("ecdsa-sha2-1.3.132.0.10") + "00000070"
                + string("ecdsa-sha2-1.3.132.0.10") + string("1.3.132.0.10") + "00000041" + POINT;
        assertThat(HexFormat.of().formatHex(data)).isEqualTo(hex);
    }

    @Test
    void beginsAsNoOtherFormThatIsSigned() {
        for (int length = 20; length <= 64; length++) {
            byte[] data = SshUserAuthentication.of(new byte[length], "alice", KEY.publicKey())
                    .signable()
                    .toBytes();
            assertThat(data).startsWith(0, 0, 0, length);
            assertThat(data.length).isGreaterThan(32);
        }
    }

    @Test
    void isSignedAndVerified() {
        SshUserAuthentication login = SshUserAuthentication.of(new byte[32], "alice", KEY.publicKey());
        SshUserAuthentication other = SshUserAuthentication.of(new byte[32], "bob", KEY.publicKey());

        BitauthSignature signature = KEY.sign(login.signable());
        assertThat(KEY.publicKey().verifies(login.signable(), signature)).isTrue();
        assertThat(KEY.publicKey().verifies(other.signable(), signature)).isFalse();
    }

    @Test
    void refusesSessionIdsOfOtherLengths() {
        for (int length : new int[] {0, 19, 65, 1000}) {
            assertThatThrownBy(() -> SshUserAuthentication.of(new byte[length], "alice", KEY.publicKey()))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void refusesUsersOfOtherCharacters() {
        for (String user : new String[] {"", "a b", "a\n", "\u00e4", "a".repeat(256)}) {
            assertThatThrownBy(() -> SshUserAuthentication.of(new byte[32], user, KEY.publicKey()))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void coreTakesNoOtherBytesForIt() {
        byte[] good =
                SshUserAuthentication.of(new byte[20], "alice", KEY.publicKey()).toBytes();
        for (int at : new int[] {0, 1, 2, 24}) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            assertThatThrownBy(() -> SignedForm.sshUserAuthentication(bad))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (byte length : new byte[] {19, 65, -1}) {
            byte[] bad = good.clone();
            bad[3] = length;
            assertThatThrownBy(() -> SignedForm.sshUserAuthentication(bad))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int length : new int[] {0, 4, 5, 24}) {
            byte[] bad = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> SignedForm.sshUserAuthentication(bad))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return HexFormat.of().toHexDigits(bytes.length) + HexFormat.of().formatHex(bytes);
    }
}
