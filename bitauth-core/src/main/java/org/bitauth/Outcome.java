package org.bitauth;

import java.util.Optional;
import java.util.function.Function;

/**
 * What became of a request: accepted with a value, or rejected with a reason. Expected refusals are values of this type
 * and never exceptions.
 *
 * @param <T> what an accepted request gives
 * @param <R> the reasons of a refusal
 */
public sealed interface Outcome<T, R extends Enum<R>> permits Outcome.Accepted, Outcome.Rejected {
    /**
     * The request is granted.
     *
     * @param value what it gives
     * @param <T> the value's type
     * @param <R> the reasons that a refusal would have had
     */
    record Accepted<T, R extends Enum<R>>(T value) implements Outcome<T, R> {}

    /**
     * The request is refused.
     *
     * @param reason why, for programs
     * @param detail why, for the operator's log; not for clients
     * @param requestId the id that the client's answer and the audit line share
     * @param <T> the type of the value that there is not
     * @param <R> the reasons
     */
    record Rejected<T, R extends Enum<R>>(R reason, String detail, String requestId) implements Outcome<T, R> {}

    /**
     * The value, if there is one.
     *
     * @return empty for a refusal
     */
    default Optional<T> accepted() {
        return this instanceof Accepted<T, R> yes ? Optional.of(yes.value()) : Optional.empty();
    }

    /**
     * The refusal, if there is one.
     *
     * @return empty when accepted
     */
    default Optional<Rejected<T, R>> rejected() {
        return this instanceof Rejected<T, R> no ? Optional.of(no) : Optional.empty();
    }

    /**
     * The same outcome with another value.
     *
     * @param change makes the other value
     * @param <U> its type
     * @return accepted with that value, or the same refusal
     */
    default <U> Outcome<U, R> map(Function<? super T, ? extends U> change) {
        if (this instanceof Rejected<T, R> no) {
            return new Rejected<>(no.reason(), no.detail(), no.requestId());
        }
        return new Accepted<>(change.apply(((Accepted<T, R>) this).value()));
    }

    /**
     * The value, or the caller's exception.
     *
     * @param exception makes the exception of the refusal
     * @param <X> its type
     * @return the value
     * @throws X if the request was refused
     */
    default <X extends Throwable> T orElseThrow(Function<? super Rejected<T, R>, ? extends X> exception) throws X {
        if (this instanceof Rejected<T, R> no) {
            throw exception.apply(no);
        }
        return ((Accepted<T, R>) this).value();
    }
}
