package org.bitauth.ssh;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.bitauth.MalformedException;
import org.bitauth.ssh.internal.WireReader;
import org.bitauth.ssh.internal.WireWriter;

/**
 * A signed user certificate for an Ed25519 key (OpenSSH's PROTOCOL.certkeys).
 *
 * @param subject the key that it is for
 * @param serial its number, unsigned
 * @param keyId {@code sin:<SIN>}, which sshd logs and a revocation list names
 * @param principals what an instance's principals file lists
 * @param validAfter from when, in whole seconds
 * @param validBefore until when, in whole seconds
 * @param line the certificate as in {@code id_ed25519-cert.pub}, without line end
 */
public record SshCertificate(
        SshPublicKey subject,
        long serial,
        String keyId,
        List<String> principals,
        Instant validAfter,
        Instant validBefore,
        String line) {
    /** The name of the certificate's type. */
    public static final String TYPE = "ssh-ed25519-cert-v01@openssh.com";

    private static final int USER = 1;
    private static final String CHARACTERS = "[A-Za-z0-9:._/-]{1,255}";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Copies the list. */
    public SshCertificate {
        principals = List.copyOf(principals);
    }

    /**
     * Checks that a line holds a certificate for a key. The signature is sshd's business.
     *
     * @param line as in {@code id_ed25519-cert.pub}
     * @param subject the key that it must be for
     * @return the line without line end
     * @throws MalformedException if it is anything else
     */
    public static String requireFor(SshPublicKey subject, String line) {
        String[] words = line.strip().split(" ", -1);
        if (words.length < 2
                || words.length > 3
                || !words[0].equals(TYPE)
                || !line.strip().matches("[ -~]+")) {
            throw new MalformedException("certificate must be one line of type " + TYPE);
        }
        WireReader reader;
        try {
            reader = new WireReader(Base64.getDecoder().decode(words[1]));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("certificate must be base64");
        }
        String type = reader.text();
        reader.string(); // the CA's nonce
        if (!type.equals(TYPE) || !MessageDigest.isEqual(reader.string(), subject.toBytes())) {
            throw new MalformedException("certificate must be for the key that was sent");
        }
        return line.strip();
    }

    /** Makes and signs a certificate of one principal with the extensions given, in lexical order. */
    static SshCertificate sign(
            CaSigner ca,
            SshPublicKey subject,
            String keyId,
            String principal,
            Instant validAfter,
            Instant validBefore,
            List<String> extensions) {
        requirePlain(keyId);
        requirePlain(principal);
        long serial = RANDOM.nextLong() & Long.MAX_VALUE;
        byte[] nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        WireWriter names = new WireWriter();
        extensions.stream().sorted().forEach(name -> names.string(name).string(""));
        byte[] unsigned = new WireWriter()
                .string(TYPE)
                .string(nonce)
                .string(subject.toBytes())
                .uint64(serial)
                .uint32(USER)
                .string(keyId)
                .string(new WireWriter().string(principal).toBytes())
                .uint64(validAfter.getEpochSecond())
                .uint64(validBefore.getEpochSecond())
                .string("") // critical options
                .string(names.toBytes())
                .string("") // reserved
                .string(ca.publicKey().blob())
                .toBytes();
        byte[] signature = new WireWriter()
                .string(SshPublicKey.TYPE)
                .string(ca.sign(new UnsignedCertificate(unsigned)))
                .toBytes();
        byte[] blob = new WireWriter().raw(unsigned).string(signature).toBytes();
        String line = TYPE + " " + Base64.getEncoder().encodeToString(blob) + " " + keyId;
        return new SshCertificate(subject, serial, keyId, List.of(principal), validAfter, validBefore, line);
    }

    private static void requirePlain(String text) {
        if (!text.matches(CHARACTERS)) {
            throw new IllegalArgumentException("key id and principals must be " + CHARACTERS);
        }
    }
}
