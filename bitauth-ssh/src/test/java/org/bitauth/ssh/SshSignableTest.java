package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.bitauth.MalformedException;
import org.bitauth.ssh.internal.WireWriter;
import org.junit.jupiter.api.Test;

/** One broken fixture for each rule of the two forms. */
class SshSignableTest {
    private static final SshPublicKey KEY = SshKeyPair.generate().publicKey();
    private static final byte[] HOST = SshKeyPair.generate().publicKey().blob();

    /** Data of a login, each field of which can be another one. */
    private static final class Login {
        private byte[] session = new byte[32];
        private int number = 50;
        private String service = "ssh-connection";
        private String method = "publickey-hostbound-v00@openssh.com";
        private int signed = 1;
        private String algorithm = "ssh-ed25519";
        private byte[] key = KEY.blob();
        private byte[] after = new WireWriter().string(HOST).toBytes();

        byte[] toBytes() {
            return new WireWriter()
                    .string(session)
                    .uint8(number)
                    .string("debian")
                    .string(service)
                    .string(method)
                    .uint8(signed)
                    .string(algorithm)
                    .string(key)
                    .raw(after)
                    .toBytes();
        }
    }

    @Test
    void readsALogin() {
        byte[] bytes = new Login().toBytes();

        LoginSignable login = (LoginSignable) SshSignable.parse(bytes);

        assertThat(login.user()).isEqualTo("debian");
        assertThat(login.key()).isEqualTo(KEY);
        assertThat(login.keyBlob()).isEqualTo(KEY.blob());
        assertThat(login.hostKey()).contains(HOST);
        assertThat(login.isInSession(new byte[32])).isTrue();
        assertThat(login.isInSession(new byte[31])).isFalse();
        assertThat(login.toBytes()).isEqualTo(bytes);
    }

    @Test
    void readsALoginThatNamesNoHost() {
        Login fields = new Login();
        fields.method = "publickey";
        fields.after = new byte[0];

        assertThat(((LoginSignable) SshSignable.parse(fields.toBytes())).hostKey())
                .isEmpty();
    }

    @Test
    void readsTheSubjectOfACertificate() {
        Login fields = new Login();
        fields.algorithm = SshCertificate.TYPE;
        fields.key = certificate();

        LoginSignable login = (LoginSignable) SshSignable.parse(fields.toBytes());

        assertThat(login.key()).isEqualTo(KEY);
        assertThat(login.keyBlob()).isEqualTo(certificate());
    }

    @Test
    void refusesASessionIdThatNoHashMakes() {
        refuses(login -> login.session = new byte[19]);
        refuses(login -> login.session = new byte[65]);
    }

    @Test
    void refusesAnotherMessage() {
        refuses(login -> login.number = 51);
    }

    @Test
    void refusesAnotherService() {
        refuses(login -> login.service = "ssh-userauth");
    }

    @Test
    void refusesAnotherMethod() {
        refuses(login -> login.method = "hostbased");
    }

    @Test
    void refusesAQueryThatIsNotSigned() {
        refuses(login -> login.signed = 0);
        refuses(login -> login.signed = 2);
    }

    @Test
    void refusesAnAlgorithmThatIsNotTheKeys() {
        refuses(login -> login.algorithm = "rsa-sha2-256");
        refuses(login -> login.algorithm = SshCertificate.TYPE);
    }

    @Test
    void refusesAKeyOfAnotherTypeAndAWrongPoint() {
        refuses(login -> login.key =
                new WireWriter().string("ssh-ed25519").string(new byte[31]).toBytes());
        refuses(login -> login.key = new byte[0]);
    }

    @Test
    void refusesALoginThatIsTooShortOrTooLong() {
        refuses(login -> login.after = new byte[0]);
        refuses(login -> login.after = Arrays.copyOf(login.after, login.after.length + 1));
        refuses(login -> login.method = "publickey");
    }

    @Test
    void readsAFile() {
        byte[] bytes = file("git", "", "sha256", 32, 0);

        FileSignable file = (FileSignable) SshSignable.parse(bytes);

        assertThat(file.namespace()).isEqualTo("git");
        assertThat(file.toBytes()).isEqualTo(bytes);
    }

    @Test
    void refusesAFileWithoutAProperNamespace() {
        refuses(file("", "", "sha512", 64, 0));
        refuses(file("a b", "", "sha512", 64, 0));
        refuses(file("a".repeat(65), "", "sha512", 64, 0));
    }

    @Test
    void refusesAFileWithSomethingReserved() {
        refuses(file("git", "x", "sha512", 64, 0));
    }

    @Test
    void refusesAFileByAnotherHashOrWithHalfADigest() {
        refuses(file("git", "", "sha1", 20, 0));
        refuses(file("git", "", "sha512", 32, 0));
    }

    @Test
    void refusesAFileThatIsTooShortOrTooLong() {
        refuses(file("git", "", "sha512", 64, 1));
        refuses("SSHSIG".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void signsWhatItReadAndVerifiesIt() {
        SshKeyPair pair = SshKeyPair.generate();
        byte[] bytes = new Login().toBytes();

        assertThat(pair.publicKey().verifies(bytes, bytes.length, pair.sign(SshSignable.parse(bytes))))
                .isTrue();
    }

    private static byte[] certificate() {
        return new WireWriter()
                .string(SshCertificate.TYPE)
                .string(new byte[32])
                .string(KEY.toBytes())
                .uint64(1)
                .toBytes();
    }

    private static byte[] file(String namespace, String reserved, String hash, int digest, int after) {
        return new WireWriter()
                .raw("SSHSIG".getBytes(StandardCharsets.US_ASCII))
                .string(namespace)
                .string(reserved)
                .string(hash)
                .string(new byte[digest])
                .raw(new byte[after])
                .toBytes();
    }

    private static void refuses(Consumer<Login> change) {
        Login login = new Login();
        change.accept(login);
        refuses(login.toBytes());
    }

    private static void refuses(byte[] bytes) {
        assertThatThrownBy(() -> SshSignable.parse(bytes)).isInstanceOf(MalformedException.class);
    }
}
