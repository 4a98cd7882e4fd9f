package org.bitauth.keystone.payment;

import java.util.regex.Pattern;
import org.bitauth.MalformedException;

/**
 * A block of a Bitcoin chain.
 *
 * @param height how many blocks are before it
 * @param hash its hash, 64 lower-case hexadecimal digits in the order in which nodes print them
 */
public record BlockId(long height, String hash) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks both.
     *
     * @throws MalformedException if they have another form
     */
    public BlockId {
        if (height < 0 || !isHash(hash)) {
            throw new MalformedException("block must have a height and a hash of 64 hexadecimal digits");
        }
    }

    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }
}
