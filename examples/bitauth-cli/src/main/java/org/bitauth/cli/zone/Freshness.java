package org.bitauth.cli.zone;

import java.time.Duration;
import java.time.Instant;
import org.bitauth.ssh.SshCertificate;

/**
 * From when until when a certificate need not be renewed, by this machine's clock. What counts is how long it lives after
 * the CA signed it, so a clock that is wrong but steady costs nothing; one that is set back ends it.
 *
 * @param from when it was asked for
 * @param until half a minute before it ends, or {@code from} if it lives no longer than that
 */
public record Freshness(Instant from, Instant until) {
    private static final Duration START_IN_THE_PAST = Duration.ofSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /**
     * Reckons.
     *
     * @param asked when the certificate was asked for, by this machine's clock
     * @param certificate the certificate
     * @return when it is fresh
     */
    public static Freshness of(Instant asked, SshCertificate certificate) {
        Duration life = Duration.between(certificate.validAfter(), certificate.validBefore())
                .minus(START_IN_THE_PAST)
                .minus(MARGIN);
        return new Freshness(asked, life.isNegative() ? asked : asked.plus(life));
    }

    /**
     * The first line of a certificate's file, which ssh takes for a comment and {@code bitauth-ssh-fresh} reads. It is in
     * the same file as the certificate, so the two cannot be of different age.
     *
     * @return the mark and two times in seconds since 1970, without line end
     */
    public String line() {
        return "#fresh " + from.getEpochSecond() + " " + until.getEpochSecond();
    }
}
