package org.bitauth.ssh.self;

import java.time.Instant;
import org.bitauth.Sin;

/**
 * An owner that sshd is to let in, if it finds the certificate good.
 *
 * @param sin who it is
 * @param login as whom
 * @param until until when the statement holds
 * @param authorizedKey the line for sshd, as in {@code authorized_keys}: the certificate's key as an authority for this
 *     login alone, until then
 */
public record AdmittedOwner(Sin sin, String login, Instant until, String authorizedKey) {}
