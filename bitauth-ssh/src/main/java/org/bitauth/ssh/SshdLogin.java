package org.bitauth.ssh;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A login with a certificate, as sshd logs it. Only {@code Accepted publickey} tells of one: sshd logs {@code Accepted
 * certificate} before the client has signed anything.
 *
 * @param login the login
 * @param source the client's address
 * @param keyId the certificate's key id
 * @param serial its serial number, unsigned
 */
public record SshdLogin(String login, String source, String keyId, long serial) {
    private static final Pattern LINE =
            Pattern.compile("Accepted publickey for (\\S{1,64}) from (\\S{1,64}) port [0-9]{1,5} ssh2: "
                    + "\\S{1,32}-CERT SHA256:\\S{43} ID (\\S{1,255}) \\(serial ([0-9]{1,20})\\) CA ");

    /**
     * Reads a line of sshd's log.
     *
     * @param line with or without what syslog puts before it
     * @return empty if it tells of no login with a certificate
     */
    public static Optional<SshdLogin> parse(String line) {
        Matcher found = LINE.matcher(line);
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SshdLogin(
                    found.group(1), found.group(2), found.group(3), Long.parseUnsignedLong(found.group(4))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
