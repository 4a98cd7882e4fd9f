package org.bitauth.keystone.oidc;

import java.util.List;
import org.bitauth.Sin;

/**
 * The groups of an identity, for mappings that give roles by group. Asked at every JWT. Implementations throw
 * {@link org.bitauth.StoreException} when they cannot answer.
 */
@FunctionalInterface
public interface GroupSource {
    /**
     * The groups of an identity.
     *
     * @param sin an identity that was proven
     * @return names for the claim {@code groups}, which is there even when they are none; 1 to 64 printable characters
     *     without a semicolon each, else there is no JWT
     */
    List<String> groupsOf(Sin sin);
}
