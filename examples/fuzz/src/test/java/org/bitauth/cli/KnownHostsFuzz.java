package org.bitauth.cli;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.bitauth.MalformedException;
import org.bitauth.cli.zone.HostAuthorities;

/** Fuzzes what a cloud says about its host keys; its seeds are replayed by {@code KnownHostsSeedsTest}. */
class KnownHostsFuzz {
    @FuzzTest
    void feed(byte[] input) {
        HostAuthorities read;
        try {
            read = HostAuthorities.parse(new String(input, StandardCharsets.UTF_8));
        } catch (MalformedException allowed) {
            return;
        }
        for (String line : read.lines()) {
            if (!line.matches("@cert-authority \\*(\\.[a-z0-9-]+){2,} ssh-ed25519 [A-Za-z0-9+/]+={0,2}")) {
                throw new IllegalStateException("a line was taken that ssh may read as something else");
            }
        }
        if (!HostAuthorities.parse(String.join("\n", read.lines())).equals(read)) {
            throw new IllegalStateException("lines were read that are written as others");
        }
    }
}
