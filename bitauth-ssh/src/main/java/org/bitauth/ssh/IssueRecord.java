package org.bitauth.ssh;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.bitauth.MalformedException;

/**
 * One certificate that was issued, as one line of a log.
 *
 * @param at when
 * @param keyId the key id, as sshd logs it
 * @param serial the serial number, unsigned, as sshd logs it
 * @param principal whom and where it lets in
 * @param key the fingerprint of the key that it is for
 * @param authority the fingerprint of the CA
 * @param until when it ends
 * @param source the network address that the request came from, where it is known
 * @param requestId the request's id
 */
public record IssueRecord(
        Instant at,
        String keyId,
        long serial,
        String principal,
        String key,
        String authority,
        Instant until,
        Optional<String> source,
        String requestId) {
    private static final String UNKNOWN = "-";

    static IssueRecord of(SshCertificate certificate, Instant at, Optional<String> source, String requestId) {
        return new IssueRecord(
                at,
                certificate.keyId(),
                certificate.serial(),
                certificate.principals().get(0),
                certificate.subject().fingerprint(),
                certificate.authority().fingerprint(),
                certificate.validBefore(),
                source.filter(address -> address.matches("[0-9A-Za-z.:%_-]{1,64}")),
                requestId);
    }

    /**
     * The line.
     *
     * @return nine words separated by blanks: time, key id, serial, principal, key, CA, end, source or {@code -}, request
     */
    public String line() {
        return String.join(
                " ",
                at.toString(),
                keyId,
                Long.toUnsignedString(serial),
                principal,
                key,
                authority,
                until.toString(),
                source.orElse(UNKNOWN),
                requestId);
    }

    /**
     * Reads a line.
     *
     * @param line as {@link #line} writes it
     * @return the record
     * @throws MalformedException if it is anything else
     */
    public static IssueRecord parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 9) {
            throw malformed();
        }
        try {
            IssueRecord record = new IssueRecord(
                    Instant.parse(words[0]),
                    words[1],
                    Long.parseUnsignedLong(words[2]),
                    words[3],
                    words[4],
                    words[5],
                    Instant.parse(words[6]),
                    Optional.of(words[7]).filter(word -> !word.equals(UNKNOWN)),
                    words[8]);
            if (record.line().equals(line)) {
                return record;
            }
        } catch (DateTimeException | NumberFormatException e) {
            // Neither a time nor a number.
        }
        throw malformed();
    }

    private static MalformedException malformed() {
        return new MalformedException("line of the issue log must have its nine words");
    }
}
