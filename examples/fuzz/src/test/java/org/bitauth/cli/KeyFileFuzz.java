package org.bitauth.cli;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;

/** Fuzzes the content of a key file; its seeds are replayed by {@code KeyFileSeedsTest}. */
class KeyFileFuzz {
    @FuzzTest
    void feed(byte[] input) {
        BitauthKey key;
        try {
            key = KeyFile.parse(new String(input, StandardCharsets.UTF_8));
        } catch (MalformedException allowed) {
            return;
        }
        String hex = key.toHex(SecretAccess.EXPORT);
        if (!KeyFile.parse(hex).toHex(SecretAccess.EXPORT).equals(hex)) {
            throw new IllegalStateException("a key file was read as a key that is written as another");
        }
    }
}
