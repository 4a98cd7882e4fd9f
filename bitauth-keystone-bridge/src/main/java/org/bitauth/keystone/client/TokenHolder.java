package org.bitauth.keystone.client;

import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;

/**
 * Keeps a token and gets the next one before it ends. There is one login at a time: threads that have no good token wait
 * for it and share what it comes to, those that have one do not wait. Thread-safe.
 */
final class TokenHolder {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Supplier<Outcome<ClientToken, ClientRejection>> login;
    private final InstantSource clock;

    // Read and written under the lock of this.
    private Optional<HeldToken> held = Optional.empty();
    private Optional<Attempt> running = Optional.empty();
    private Optional<Instant> failedAt = Optional.empty();

    /** A login that runs. Ends with nothing if it was cut short by what concerns its own thread only. */
    private static final class Attempt extends CompletableFuture<Optional<Outcome<ClientToken, ClientRejection>>> {}

    TokenHolder(Supplier<Outcome<ClientToken, ClientRejection>> login, InstantSource clock) {
        this.login = login;
        this.clock = clock;
    }

    Outcome<ClientToken, ClientRejection> current() {
        while (true) {
            Attempt attempt = new Attempt();
            boolean own;
            synchronized (this) {
                Optional<ClientToken> usable = usable(clock.instant());
                if (usable.isPresent()) {
                    return new Outcome.Accepted<>(usable.get());
                }
                own = running.isEmpty();
                attempt = running.orElse(attempt);
                running = Optional.of(attempt);
            }
            if (own) {
                return renew(attempt);
            }
            Optional<Outcome<ClientToken, ClientRejection>> shared = await(attempt);
            if (shared.isPresent()) {
                return shared.get();
            }
        }
    }

    /** Drops a token, if it is still the one that is kept. */
    synchronized void invalidate(String secret) {
        held = held.filter(kept -> !MessageDigest.isEqual(bytes(kept.token().secret()), bytes(secret)));
    }

    private Optional<ClientToken> usable(Instant now) {
        boolean waits = running.isPresent()
                || failedAt.filter(then -> isPaused(then, now)).isPresent();
        return held.filter(kept -> waits ? kept.isGood(now) : !kept.isDue(now)).map(HeldToken::token);
    }

    private Outcome<ClientToken, ClientRejection> renew(Attempt attempt) {
        Optional<Outcome<ClientToken, ClientRejection>> shared = Optional.empty();
        try {
            Instant begun = clock.instant();
            Outcome<ClientToken, ClientRejection> outcome = taken(login.get(), begun);
            if (!Thread.currentThread().isInterrupted()) {
                shared = Optional.of(outcome);
            }
            return outcome;
        } finally {
            synchronized (this) {
                running = Optional.empty();
            }
            attempt.complete(shared);
        }
    }

    /** Keeps the token of a login; when the cloud fails for a while, goes on with the one that is still good. */
    private synchronized Outcome<ClientToken, ClientRejection> taken(
            Outcome<ClientToken, ClientRejection> outcome, Instant begun) {
        if (outcome instanceof Outcome.Accepted<ClientToken, ClientRejection> yes) {
            Optional<HeldToken> next = HeldToken.of(yes.value(), begun);
            if (next.isEmpty()) {
                return AnswerRefusal.of("token must have issued_at before expires_at");
            }
            held = next;
            failedAt = Optional.empty();
            return outcome;
        }
        Instant now = clock.instant();
        Optional<HeldToken> good = held.filter(kept -> kept.isGood(now));
        if (good.isEmpty() || outcome.rejected().filter(TokenHolder::mayPass).isEmpty()) {
            return outcome;
        }
        failedAt = Optional.of(now);
        return new Outcome.Accepted<>(good.get().token());
    }

    /** No answer, or that of a server which fails or is overloaded; the detail of a refusal begins with its status. */
    private static boolean mayPass(Outcome.Rejected<ClientToken, ClientRejection> no) {
        return no.reason() == ClientRejection.UNREACHABLE || no.detail().matches("(429|5[0-9][0-9]) .*");
    }

    private static boolean isPaused(Instant since, Instant now) {
        return !now.isBefore(since) && Duration.between(since, now).compareTo(PAUSE) < 0;
    }

    private static Optional<Outcome<ClientToken, ClientRejection>> await(Attempt attempt) {
        try {
            return attempt.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(ClientRejection.unreachable("the cloud", new InterruptedIOException()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("an attempt must end with an outcome", e);
        }
    }

    private static byte[] bytes(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}
