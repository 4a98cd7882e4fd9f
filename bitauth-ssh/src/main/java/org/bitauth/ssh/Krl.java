package org.bitauth.ssh;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.Sin;

/**
 * A key revocation list (OpenSSH's PROTOCOL.krl), which sshd reads at every login. Its number grows by one with each
 * change. Immutable.
 */
public final class Krl {
    /** The longest list that is read, in bytes. */
    public static final int MAX_BYTES = 16 << 20;

    private static final Krl EMPTY = new Krl(0, Instant.EPOCH, Set.of());

    private final long number;
    private final Instant generated;
    private final Set<Revocation> revocations;

    Krl(long number, Instant generated, Set<Revocation> revocations) {
        this.number = number;
        this.generated = generated;
        this.revocations = new LinkedHashSet<>(revocations);
    }

    /**
     * A list that names nothing.
     *
     * @return number 0
     */
    public static Krl empty() {
        return EMPTY;
    }

    /**
     * Reads a list. Parts that this library does not write (bitmaps of serial numbers, SHA-1) are refused.
     *
     * @param bytes the file; none at all for an empty list
     * @return the list
     * @throws MalformedException if the bytes have another form, or are more than {@link #MAX_BYTES}
     */
    public static Krl parse(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : KrlFormat.read(bytes);
    }

    /**
     * The number of this list.
     *
     * @return 0 for a list that was never changed
     */
    public long number() {
        return number;
    }

    /**
     * When this list was made.
     *
     * @return in whole seconds
     */
    public Instant generated() {
        return generated;
    }

    /**
     * What it names.
     *
     * @return in the order in which it was revoked, as far as that is known
     */
    public List<Revocation> revocations() {
        return List.copyOf(revocations);
    }

    /**
     * The next list.
     *
     * @param now when it is made
     * @param added what is revoked now
     * @return this list if it names all of that already
     */
    public Krl plus(Instant now, Revocation... added) {
        Set<Revocation> all = new LinkedHashSet<>(revocations);
        return all.addAll(List.of(added)) ? next(now, all) : this;
    }

    /**
     * The next list, without what was revoked by mistake.
     *
     * @param now when it is made
     * @param removed what is not revoked any more
     * @return this list if it names nothing of that
     */
    public Krl minus(Instant now, Revocation... removed) {
        Set<Revocation> all = new LinkedHashSet<>(revocations);
        return all.removeAll(Set.of(removed)) ? next(now, all) : this;
    }

    /**
     * Tells whether an identity is revoked.
     *
     * @param sin the identity
     * @return true if it is named
     */
    public boolean revokes(Sin sin) {
        return revocations.contains(new Revocation.Identity(sin));
    }

    /**
     * Tells whether a key is revoked.
     *
     * @param key of a user, a host or a CA
     * @return true if it is named
     */
    public boolean revokes(SshPublicKey key) {
        return revocations.contains(new Revocation.Key(key));
    }

    /**
     * Tells whether sshd would refuse a certificate for this list.
     *
     * @param certificate the certificate
     * @return true if its key, its authority, its key id or its serial number is named
     */
    public boolean revokes(SshCertificate certificate) {
        return revokes(certificate.subject())
                || revokes(certificate.authority())
                || revocations.stream().anyMatch(revocation -> names(revocation, certificate));
    }

    /**
     * The list as sshd reads it, the same bytes for the same list.
     *
     * @return never empty
     */
    public byte[] toBytes() {
        return KrlFormat.write(this);
    }

    private Krl next(Instant now, Set<Revocation> all) {
        return new Krl(Math.addExact(number, 1), Instant.ofEpochSecond(now.getEpochSecond()), all);
    }

    private static boolean names(Revocation revocation, SshCertificate certificate) {
        if (revocation instanceof Revocation.Identity identity) {
            return certificate.keyId().equals(CertificateRules.keyId(identity.sin()));
        }
        return revocation instanceof Revocation.Serials serials
                && serials.authority().equals(certificate.authority())
                && Long.compareUnsigned(serials.first(), certificate.serial()) <= 0
                && Long.compareUnsigned(certificate.serial(), serials.last()) <= 0;
    }
}
