package org.bitauth.statement;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.statement.StatementKind.Field;

/** The parts of a statement that is being written. Not thread-safe; used once. */
public final class StatementBuilder {
    private final StatementKind kind;
    private final Map<String, String> values = new HashMap<>();

    StatementBuilder(StatementKind kind, String cloud, Sin identity) {
        this.kind = kind;
        values.put(StatementKind.CLOUD.name(), cloud);
        values.put(StatementKind.IDENTITY.name(), identity.value());
        if (kind.fields().contains(StatementKind.NONCE)) {
            byte[] nonce = new byte[16];
            new SecureRandom().nextBytes(nonce);
            values.put(
                    StatementKind.NONCE.name(),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(nonce));
        }
    }

    /**
     * Sets a value.
     *
     * @param field the name of a field of the kind; for {@code Nonce} there is a random value without it
     * @param value what fits its slot; a name without quotes
     * @return this
     * @throws IllegalArgumentException if the kind has no such field
     * @throws MalformedException if the value does not fit
     */
    public StatementBuilder with(String field, String value) {
        Field found = kind.fields().stream()
                .filter(candidate -> candidate.name().equals(field))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("statement " + kind + " has no field " + field));
        found.slot().write(value);
        values.put(field, value);
        return this;
    }

    /**
     * Sets the times of a kind with {@code Issued:} and {@code Expires:}, cut to whole seconds.
     *
     * @param issued from when
     * @param expires until when, at least a second later
     * @return this
     */
    public StatementBuilder valid(Instant issued, Instant expires) {
        return with(StatementKind.ISSUED.name(), seconds(issued)).with(StatementKind.EXPIRES.name(), seconds(expires));
    }

    /**
     * Sets the time of a kind with {@code Not-After:}, cut to whole seconds.
     *
     * @param notAfter until when
     * @return this
     */
    public StatementBuilder validUntil(Instant notAfter) {
        return with(StatementKind.NOT_AFTER.name(), seconds(notAfter));
    }

    /**
     * Ends the statement.
     *
     * @return the statement
     * @throws IllegalStateException if a field has no value
     * @throws MalformedException if the text is too long, it would expire before it is issued, or its two signers are one
     */
    public Statement build() {
        for (Field field : kind.fields()) {
            if (!values.containsKey(field.name())) {
                throw new IllegalStateException("statement " + kind + " needs a value for " + field.name());
            }
        }
        return new Statement(kind, values);
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
