package org.bitauth.event;

import java.time.Instant;
import java.util.Optional;
import org.bitauth.Sin;

/**
 * One decision: what was asked, by whom as far as that is known, and what was decided.
 *
 * @param at when
 * @param requestId the id that the client was told
 * @param action a stable name such as {@code token.issue}, fit for a metric
 * @param sin who asked, where that was proven
 * @param outcome {@code accepted}, or the reason of the refusal in lower case, fit for a metric
 * @param detail what an operator wants to read; holds no secret
 */
public record AuthEvent(
        Instant at, String requestId, String action, Optional<Sin> sin, String outcome, String detail) {}
