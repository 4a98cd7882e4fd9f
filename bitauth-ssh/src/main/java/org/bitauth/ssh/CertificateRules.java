package org.bitauth.ssh;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bitauth.Sin;

/** One function for each field of a certificate. */
final class CertificateRules {
    private static final Duration START_IN_THE_PAST = Duration.ofSeconds(60);
    private static final SecureRandom RANDOM = new SecureRandom();

    private CertificateRules() {}

    /** One line of a revocation list names every certificate of an identity by this. */
    static String keyId(Sin sin) {
        return "sin:" + sin;
    }

    /** Exactly one: this identity, on this instance, as this login. */
    static List<String> principals(Sin sin, CertificateRequest request) {
        return List.of(request.principal(sin));
    }

    /** The second of issue and 32 random bits: a range of numbers is a span of time. */
    static long serial(Instant now) {
        return now.getEpochSecond() << 32 | Integer.toUnsignedLong(RANDOM.nextInt());
    }

    /** A minute ago, for clocks that are slow. */
    static Instant validAfter(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).minus(START_IN_THE_PAST);
    }

    /** After the life, and never after the permission. */
    static Instant validBefore(Instant now, Duration life, Instant until) {
        Instant end = now.truncatedTo(ChronoUnit.SECONDS).plus(life);
        return end.isAfter(until) ? until.truncatedTo(ChronoUnit.SECONDS) : end;
    }

    /** What sshd must obey: the command, and the networks with their host bits cleared. */
    static SortedMap<String, String> criticalOptions(LoginDecision.Allow allowed) {
        SortedMap<String, String> options = new TreeMap<>();
        allowed.command().ifPresent(command -> options.put("force-command", command));
        if (!allowed.sources().isEmpty()) {
            options.put(
                    "source-address",
                    allowed.sources().stream().map(SourceAddress::toString).collect(Collectors.joining(",")));
        }
        return options;
    }

    /** What the policy grants, and nothing else. */
    static SortedMap<String, String> extensions(LoginDecision.Allow allowed) {
        SortedMap<String, String> extensions = new TreeMap<>();
        allowed.extensions().forEach(extension -> extensions.put(extension.wireName(), ""));
        return extensions;
    }
}
