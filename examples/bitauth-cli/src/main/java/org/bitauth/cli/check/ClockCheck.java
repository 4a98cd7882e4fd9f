package org.bitauth.cli.check;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** How far another clock is from this machine's. Ten seconds are what Bitauth lets pass. */
final class ClockCheck {
    private static final Duration SKEW = Duration.ofSeconds(10);

    private ClockCheck() {}

    /** By the header {@code Date} (RFC 9110, section 6.6.1), which a server writes while it answers. */
    static Finding ofDate(String subject, Reply reply) {
        try {
            Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(reply.header("Date")));
            return of(subject, date, SKEW, reply);
        } catch (DateTimeException e) {
            return Finding.unknown(subject, "the answer has no Date; look that the machines keep time by NTP");
        }
    }

    /** By the line {@code Issued} of a challenge, which a bridge that has just begun writes up to one skew ahead. */
    static Finding ofIssued(String subject, Instant issued, Reply reply) {
        return of(subject, issued, SKEW.multipliedBy(2), reply);
    }

    /** A time in whole seconds, read between sending and receiving. */
    private static Finding of(String subject, Instant told, Duration mostAhead, Reply reply) {
        Duration ahead = Duration.between(reply.received(), told);
        Duration behind = Duration.between(told.plusSeconds(1), reply.sent());
        boolean isAhead = ahead.compareTo(behind) > 0;
        Duration off = isAhead ? ahead : behind;
        Duration most = isAhead ? mostAhead : SKEW;
        if (off.compareTo(most) <= 0) {
            return Finding.ok(subject, "within " + most.toSeconds() + " s of this machine's");
        }
        return Finding.missing(
                subject,
                words(off) + (isAhead ? " ahead of" : " behind")
                        + " this machine's: one of the two is wrong; set it by NTP");
    }

    private static String words(Duration off) {
        String seconds = off.toSecondsPart() + " s";
        if (off.toMinutes() == 0) {
            return seconds;
        }
        return (off.toHours() == 0 ? "" : off.toHours() + " h ") + off.toMinutesPart() + " min " + seconds;
    }
}
