package org.bitauth.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;

/**
 * An issue log in a file, one line for each certificate, each written by one call at the end of the file: several processes
 * of one machine can share it, and it can be renamed away at any time. It reaches the operating system, not the disk,
 * before a certificate leaves.
 */
public final class FileIssueLog implements IssueLog {
    private final Path file;

    /**
     * A log.
     *
     * @param file where it is; made when the first certificate is issued
     */
    public FileIssueLog(Path file) {
        this.file = file;
    }

    @Override
    public void issued(IssueRecord record) {
        try {
            Files.write(
                    file,
                    (record.line() + "\n").getBytes(StandardCharsets.US_ASCII),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new StoreException("issue log cannot be written", e);
        }
    }

    /**
     * Finds what a line of sshd's log speaks of. Reads the file from its beginning; lines of another form are passed over.
     *
     * @param keyId the key id
     * @param serial the serial number
     * @return empty if no such certificate is in this log: it was not issued here, or the log was renamed away
     * @throws StoreException if the file cannot be read
     */
    public Optional<IssueRecord> find(String keyId, long serial) {
        String words = " " + keyId + " " + Long.toUnsignedString(serial) + " ";
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(words)) {
                    Optional<IssueRecord> record = parse(line);
                    if (record.isPresent()) {
                        return record;
                    }
                }
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("issue log cannot be read", e);
        }
    }

    private static Optional<IssueRecord> parse(String line) {
        try {
            return Optional.of(IssueRecord.parse(line));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }
}
