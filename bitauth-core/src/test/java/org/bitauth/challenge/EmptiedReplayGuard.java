package org.bitauth.challenge;

import java.time.Instant;
import java.time.InstantSource;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;

/** A replay guard that can be emptied, also at the worst moment: after the look and before the claim. */
final class EmptiedReplayGuard implements ReplayGuard {
    private final InstantSource clock;
    private ReplayGuard memory;
    private boolean emptyBeforeClaim;
    private int claimsWon;

    EmptiedReplayGuard(InstantSource clock) {
        this.clock = clock;
        this.memory = new InMemoryReplayGuard(100, clock);
    }

    void empty() {
        memory = new InMemoryReplayGuard(100, clock);
    }

    void emptyBeforeTheNextClaim() {
        emptyBeforeClaim = true;
    }

    int claimsWon() {
        return claimsWon;
    }

    @Override
    public boolean claim(String nonce, Instant until) {
        if (emptyBeforeClaim) {
            empty();
        }
        boolean won = memory.claim(nonce, until);
        claimsWon += won ? 1 : 0;
        return won;
    }

    @Override
    public boolean isClaimed(String nonce) {
        return memory.isClaimed(nonce);
    }

    @Override
    public Instant rememberingSince() {
        return memory.rememberingSince();
    }
}
