package org.bitauth.keystone.oidc;

import java.util.Set;
import org.bitauth.Sin;
import org.bitauth.keystone.Directory;
import org.bitauth.keystone.User;

/**
 * Who gets no JWT although he proves his identity. Asked at every JWT, so that a change counts at once; what it stops at an
 * OIDC cloud is the next login. Implementations throw {@link org.bitauth.StoreException} when they cannot answer.
 */
@FunctionalInterface
public interface DenyList {
    /**
     * Tells whether an identity is denied.
     *
     * @param sin an identity that was proven
     * @return true if it gets no JWT
     */
    boolean denies(Sin sin);

    /**
     * Denies nobody.
     *
     * @return a list without entries
     */
    static DenyList none() {
        return sin -> false;
    }

    /**
     * Denies some.
     *
     * @param denied who gets no JWT
     * @return the list
     */
    static DenyList of(Set<Sin> denied) {
        return Set.copyOf(denied)::contains;
    }

    /**
     * Denies the disabled users of a directory. Identities that it does not know are not denied.
     *
     * @param directory the directory
     * @return the list
     */
    static DenyList ofDisabledUsers(Directory directory) {
        return sin -> directory.userOf(sin).map(User::enabled).orElse(true).equals(false);
    }
}
