package org.bitauth.ssh;

import org.bitauth.StoreException;

/**
 * Remembers every certificate that was issued, so that a line of sshd's log leads to who asked for what, when and from
 * where. It is written before a certificate leaves: what is not in it was not issued here.
 */
@FunctionalInterface
public interface IssueLog {
    /**
     * Remembers a certificate. It is kept when this returns.
     *
     * @param record what was issued
     * @throws StoreException if it cannot be kept: the certificate is not given out then (503)
     */
    void issued(IssueRecord record);

    /**
     * Remembers nothing.
     *
     * @return a log for those whose listener keeps what it hears
     */
    static IssueLog none() {
        return record -> {};
    }
}
