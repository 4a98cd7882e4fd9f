package org.bitauth.ssh;

import org.bitauth.MalformedException;
import org.bitauth.Sin;

/** One thing that a revocation list names. */
public sealed interface Revocation permits Revocation.Identity, Revocation.Serials, Revocation.Key {
    /**
     * Every user certificate of an identity, by its key id.
     *
     * @param sin the identity
     */
    record Identity(Sin sin) implements Revocation {}

    /**
     * The certificates of one CA with numbers in a range. The upper half of the numbers of this library's certificates is
     * the second of issue.
     *
     * @param authority the CA
     * @param first the first number, unsigned, at least 1
     * @param last the last number, unsigned
     */
    record Serials(SshPublicKey authority, long first, long last) implements Revocation {
        /**
         * Checks the range: sshd refuses a whole list, and with it every login, for a wrong one.
         *
         * @throws MalformedException if it is empty or begins at 0
         */
        public Serials {
            if (first == 0 || Long.compareUnsigned(first, last) > 0) {
                throw new MalformedException("serial numbers must be a range that begins at 1 or later");
            }
        }
    }

    /**
     * A key: of a user, of a host, or of a CA and so of every certificate that it signed.
     *
     * @param key the key
     */
    record Key(SshPublicKey key) implements Revocation {}
}
