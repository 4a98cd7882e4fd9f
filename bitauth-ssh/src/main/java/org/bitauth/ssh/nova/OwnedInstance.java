package org.bitauth.ssh.nova;

import java.util.List;
import java.util.Map;
import org.bitauth.Sin;

/**
 * An instance and its owners.
 *
 * @param name as certificates name it, {@code [A-Za-z0-9._-]{1,64}}; the vendor's word, since a certificate for this name
 *     opens this instance
 * @param owners who may log in, for each login: one or more
 */
public record OwnedInstance(String name, Map<String, List<Sin>> owners) {
    /** Copies the map. */
    public OwnedInstance {
        owners = Map.copyOf(owners);
    }
}
