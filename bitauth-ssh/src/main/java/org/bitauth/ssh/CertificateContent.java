package org.bitauth.ssh;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.bitauth.ssh.internal.WireWriter;

/** What a certificate will say, in the order of PROTOCOL.certkeys, before a CA signs it. */
record CertificateContent(
        SshCertificate.Kind kind,
        SshPublicKey subject,
        long serial,
        String keyId,
        List<String> principals,
        Instant validAfter,
        Instant validBefore,
        SortedMap<String, String> criticalOptions,
        SortedMap<String, String> extensions) {
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9:._/-]{1,255}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A line feed in a name would forge a line of sshd's log, an absent principal lets everybody in. */
    CertificateContent {
        requirePlain(keyId);
        principals.forEach(CertificateContent::requirePlain);
        if (principals.isEmpty()) {
            throw new IllegalArgumentException("principals must be at least one");
        }
    }

    SshCertificate sign(CaSigner ca) {
        byte[] nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        WireWriter names = new WireWriter();
        principals.forEach(names::string);
        SshPublicKey authority = ca.publicKey();
        byte[] unsigned = new WireWriter()
                .string(SshCertificate.TYPE)
                .string(nonce)
                .string(subject.toBytes())
                .uint64(serial)
                .uint32(kind == SshCertificate.Kind.USER ? CertificateLine.USER : CertificateLine.HOST)
                .string(keyId)
                .string(names.toBytes())
                .uint64(validAfter.getEpochSecond())
                .uint64(validBefore.getEpochSecond())
                .string(options(criticalOptions))
                .string(options(extensions))
                .string("") // reserved
                .string(authority.blob())
                .toBytes();
        byte[] signature = new WireWriter()
                .string(SshPublicKey.TYPE)
                .string(ca.sign(new UnsignedCertificate(kind, unsigned)))
                .toBytes();
        byte[] blob = new WireWriter().raw(unsigned).string(signature).toBytes();
        return new SshCertificate(
                kind,
                subject,
                serial,
                keyId,
                principals,
                validAfter,
                validBefore,
                criticalOptions,
                extensions,
                authority,
                SshCertificate.TYPE + " " + Base64.getEncoder().encodeToString(blob) + " " + keyId);
    }

    /** Names in lexical order; a value is a string inside a string, a flag has an empty one. */
    private static byte[] options(SortedMap<String, String> options) {
        WireWriter out = new WireWriter();
        options.forEach((name, value) -> out.string(name)
                .string(
                        value.isEmpty()
                                ? new byte[0]
                                : new WireWriter().string(value).toBytes()));
        return out.toBytes();
    }

    private static void requirePlain(String text) {
        if (!CHARACTERS.matcher(text).matches()) {
            throw new IllegalArgumentException("key id and principals must be " + CHARACTERS);
        }
    }
}
