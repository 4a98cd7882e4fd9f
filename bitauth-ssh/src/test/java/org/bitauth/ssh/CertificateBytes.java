package org.bitauth.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.bitauth.ssh.internal.WireWriter;

/** A certificate built field by field, so that each can be broken alone; it is signed whatever it says. */
final class CertificateBytes {
    static final SshKeyPair CA = SshKeyPair.generate();
    static final SshPublicKey SUBJECT = SshKeyPair.generate().publicKey();

    String type = SshCertificate.TYPE;
    byte[] subject = SUBJECT.toBytes();
    int kind = 1;
    byte[] keyId = bytes("sin:a");
    byte[] principals = list("a/b/c");
    byte[] options = new byte[0];
    byte[] extensions = list("permit-pty", "");
    byte[] authority = CA.publicKey().blob();
    String signatureType = "ssh-ed25519";
    byte[] after = new byte[0];
    UnaryOperator<byte[]> signature = bytes -> bytes;

    static byte[] list(String... strings) {
        WireWriter out = new WireWriter();
        for (String text : strings) {
            out.string(text);
        }
        return out.toBytes();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    String line() {
        byte[] signed = new WireWriter()
                .string(type)
                .string(new byte[32])
                .string(subject)
                .uint64(7)
                .uint32(kind)
                .string(keyId)
                .string(principals)
                .uint64(0)
                .uint64(-1)
                .string(options)
                .string(extensions)
                .string("")
                .string(authority)
                .toBytes();
        byte[] wrapped = new WireWriter()
                .string(signatureType)
                .string(signature.apply(CA.sign(signed)))
                .toBytes();
        byte[] blob = new WireWriter().raw(signed).string(wrapped).raw(after).toBytes();
        return SshCertificate.TYPE + " " + Base64.getEncoder().encodeToString(blob);
    }
}
