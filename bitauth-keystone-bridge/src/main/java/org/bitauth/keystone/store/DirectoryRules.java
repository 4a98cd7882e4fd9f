package org.bitauth.keystone.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.bitauth.keystone.Grant;

/** What is the same in every directory of this package. */
final class DirectoryRules {
    /** Identities that come with their user count from the beginning, whatever the clocks of nodes say. */
    static final Instant ALWAYS = Instant.EPOCH;

    static final Comparator<Grant> ORDER =
            Comparator.comparing(Grant::on).thenComparing(Grant::targetId).thenComparing(Grant::role);

    private DirectoryRules() {}

    static int most(int most) {
        require(most >= 1, "most must be at least 1, was " + most);
        return most;
    }

    static Duration wait(Duration wait) {
        boolean isWhole = wait.truncatedTo(ChronoUnit.SECONDS).equals(wait);
        require(!wait.isNegative() && isWhole, "wait must be whole seconds, not negative, was " + wait);
        return wait;
    }

    /** Times are kept in whole seconds: the next one, so that nothing counts too early. */
    static Instant wholeSecond(Instant from) {
        return from.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    static void requireOf(String userId, List<Grant> grants) {
        require(
                grants.stream().allMatch(grant -> grant.userId().equals(userId)),
                "roles must be of the user who is added");
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
