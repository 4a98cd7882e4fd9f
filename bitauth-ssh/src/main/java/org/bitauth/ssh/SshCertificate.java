package org.bitauth.ssh;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitauth.MalformedException;

/**
 * A signed certificate for an Ed25519 key by an Ed25519 CA (OpenSSH's PROTOCOL.certkeys).
 *
 * @param kind of a user or of a host
 * @param subject the key that it is for
 * @param serial its number, unsigned; the upper half of ours is the second of issue, so that a range is a span of time
 * @param keyId {@code sin:<SIN>} or {@code host:<name>}, which sshd logs and a revocation list names
 * @param principals what an instance's principals file lists, or the names of a host
 * @param validAfter from when, in whole seconds
 * @param validBefore until when, in whole seconds
 * @param criticalOptions what sshd must obey, by name
 * @param extensions what is allowed, by name; the value of a flag is empty
 * @param authority the key that signed
 * @param line the certificate as in {@code id_ed25519-cert.pub}, without line end
 */
public record SshCertificate(
        Kind kind,
        SshPublicKey subject,
        long serial,
        String keyId,
        List<String> principals,
        Instant validAfter,
        Instant validBefore,
        SortedMap<String, String> criticalOptions,
        SortedMap<String, String> extensions,
        SshPublicKey authority,
        String line) {
    /** The name of the certificate's type. */
    public static final String TYPE = "ssh-ed25519-cert-v01@openssh.com";

    /** Whom a certificate is for. */
    public enum Kind {
        /** It logs in. */
        USER,
        /** It shows a client that the host is the one that it wanted. */
        HOST
    }

    /** Copies the collections. */
    public SshCertificate {
        principals = List.copyOf(principals);
        criticalOptions = Collections.unmodifiableSortedMap(new TreeMap<>(criticalOptions));
        extensions = Collections.unmodifiableSortedMap(new TreeMap<>(extensions));
    }

    /**
     * Reads a certificate and verifies its signature. Whether its authority is to be trusted, and whether it is valid now,
     * is the caller's question.
     *
     * @param line type, base64 and an optional comment, separated by single blanks
     * @return the certificate
     * @throws MalformedException if it is anything else, or the signature is not the authority's
     */
    public static SshCertificate parse(String line) {
        return CertificateLine.read(line);
    }

    /**
     * Tells whether the certificate is valid at a time.
     *
     * @param time the time
     * @return true from {@link #validAfter} on, until before {@link #validBefore}
     */
    public boolean isValidAt(Instant time) {
        return !time.isBefore(validAfter) && time.isBefore(validBefore);
    }

    /**
     * The serial number as sshd logs it.
     *
     * @return decimal digits
     */
    public String serialText() {
        return Long.toUnsignedString(serial);
    }
}
