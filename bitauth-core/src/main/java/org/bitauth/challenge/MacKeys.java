package org.bitauth.challenge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ring of MAC keys: one to issue with, any to accept. To rotate, put the new key first and keep the old one until
 * its last challenge has expired (10 minutes).
 */
public final class MacKeys {
    private final MacKey current;
    private final Map<String, MacKey> byId = new LinkedHashMap<>();

    private MacKeys(MacKey current, MacKey... older) {
        this.current = current;
        byId.put(current.id(), current);
        for (MacKey key : older) {
            if (byId.put(key.id(), key) != null) {
                throw new IllegalArgumentException("MAC key ids must be unique: " + key.id());
            }
        }
    }

    /**
     * A ring.
     *
     * @param current the key that new challenges are marked with
     * @param older keys that are still accepted
     * @return the ring
     */
    public static MacKeys of(MacKey current, MacKey... older) {
        return new MacKeys(current, older);
    }

    /**
     * A ring of one new key: for one process, whose open challenges end with it.
     *
     * @return the ring
     */
    public static MacKeys random() {
        return new MacKeys(MacKey.random("r1"));
    }

    String mark(String text) {
        return current.mark(text);
    }

    boolean marked(Challenge challenge) {
        String id = challenge.mac().substring(0, challenge.mac().indexOf('.'));
        MacKey key = byId.get(id);
        return key != null
                && MessageDigest.isEqual(
                        key.mark(challenge.authenticated()).getBytes(StandardCharsets.US_ASCII),
                        challenge.mac().getBytes(StandardCharsets.US_ASCII));
    }
}
