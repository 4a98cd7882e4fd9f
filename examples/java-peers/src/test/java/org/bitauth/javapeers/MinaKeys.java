package org.bitauth.javapeers;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.bitauth.SecretAccess;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;

/** Our keys and certificates as Apache MINA reads them from their texts. */
final class MinaKeys {
    static {
        // MINA would add BouncyCastle to the providers of the whole JVM; so nothing of MINA is touched before this
        // class.
        System.setProperty("org.apache.sshd.security.provider.BC.useNamed", "false");
    }

    private MinaKeys() {}

    static KeyPair pair(SshKeyPair key) throws IOException, GeneralSecurityException {
        List<String> lines = key.privateKeyFile(SecretAccess.EXPORT).lines().toList();
        return SecurityUtils.getKeyPairResourceParser()
                .loadKeyPairs(null, () -> "key", null, lines)
                .iterator()
                .next();
    }

    static PublicKey publicKey(SshPublicKey key) throws IOException, GeneralSecurityException {
        return key(key.line());
    }

    /** A new key of another type than ours. */
    static KeyPair nistPair() throws GeneralSecurityException {
        return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
    }

    /** Reads a certificate; whatever MINA throws, it is that MINA does not read it. */
    static OpenSshCertificate certificate(String line) throws IOException, GeneralSecurityException {
        return (OpenSshCertificate) key(line);
    }

    static String line(OpenSshCertificate certificate) {
        return PublicKeyEntry.toString(certificate);
    }

    /** Lets MINA verify what the certificate's authority signed. */
    static boolean verifies(OpenSshCertificate certificate) throws Exception {
        Signature signature =
                NamedFactory.create(BuiltinSignatures.VALUES.stream().toList(), certificate.getSignatureAlgorithm());
        signature.initVerifier(null, certificate.getCaPubKey());
        signature.update(null, certificate.getMessage());
        return signature.verify(null, certificate.getSignature());
    }

    private static PublicKey key(String line) throws IOException, GeneralSecurityException {
        return PublicKeyEntry.parsePublicKeyEntry(line).resolvePublicKey(null, null, null);
    }
}
