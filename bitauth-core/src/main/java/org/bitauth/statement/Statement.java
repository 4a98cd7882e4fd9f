package org.bitauth.statement;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.Signable;
import org.bitauth.Sin;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.internal.SignedForm;
import org.bitauth.statement.StatementKind.Field;

/**
 * What the holder of a key states to one cloud: a line for each field of its kind. ASCII, at most 4096 bytes, exactly one
 * spelling. A value of this type is well formed and nothing more; that somebody stands by it is told by a
 * {@link StatementVerifier}. Immutable.
 */
public final class Statement {
    /** The longest text, in bytes. */
    public static final int MAX_BYTES = 4096;

    private final StatementKind kind;
    private final Map<String, String> values;
    private final String text;

    /** Takes the value of every field of the kind, and of no other. */
    Statement(StatementKind kind, Map<String, String> values) {
        this.kind = kind;
        this.values = Map.copyOf(values);
        this.text = write(kind, values);
        if (text.length() > MAX_BYTES) {
            throw new MalformedException("statement must have at most 4096 bytes");
        }
        Optional<Instant> issued = issued();
        if (issued.isPresent() && !issued.get().isBefore(expires())) {
            throw new MalformedException("statement must be issued before it expires");
        }
        if (secondSigner().filter(identity()::equals).isPresent()) {
            throw new MalformedException("statement must have two different signers");
        }
    }

    /**
     * Begins a statement.
     *
     * @param kind its kind
     * @param cloud the base URL of the cloud that it is for
     * @param identity who states it
     * @return a builder
     * @throws MalformedException if the URL has another form than {@link CloudUrl} takes
     */
    public static StatementBuilder builder(StatementKind kind, URI cloud, Sin identity) {
        return new StatementBuilder(kind, CloudUrl.of(cloud), identity);
    }

    /**
     * Reads a statement.
     *
     * @param text the whole text
     * @param kind the kind that is awaited
     * @return the statement, whose {@link #text} is the same
     * @throws MalformedException if any line is missing, repeated, unknown, out of place or spelled in another way
     */
    public static Statement parse(String text, StatementKind kind) {
        StatementLines lines = StatementLines.split(text);
        if (!lines.kind().equals(kind.name())) {
            throw new MalformedException("statement must begin with '" + kind.firstLine() + "'");
        }
        return of(lines, kind);
    }

    /** Reads the lines of a statement of this kind. */
    static Statement of(StatementLines lines, StatementKind kind) {
        if (!lines.names().equals(kind.fields().stream().map(Field::name).toList())) {
            throw new MalformedException("statement must have every line of its kind, once and in order");
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < kind.fields().size(); i++) {
            Field field = kind.fields().get(i);
            values.put(field.name(), field.slot().read(lines.values().get(i)));
        }
        Statement statement = new Statement(kind, values);
        if (!statement.text().equals(lines.text())) {
            throw new MalformedException("statement must be in its one spelling");
        }
        return statement;
    }

    /**
     * The kind.
     *
     * @return the kind that it was built or read as
     */
    public StatementKind kind() {
        return kind;
    }

    /**
     * The cloud that it is for.
     *
     * @return the text of the {@code Cloud:} line
     */
    public String cloud() {
        return value(StatementKind.CLOUD.name());
    }

    /**
     * Who states it.
     *
     * @return the SIN of the {@code Identity:} line; proven only in a {@link ProvenStatement}
     */
    public Sin identity() {
        return new Sin(value(StatementKind.IDENTITY.name()));
    }

    /**
     * Who else must sign it.
     *
     * @return the SIN in the line that its kind names; empty if one key signs
     */
    public Optional<Sin> secondSigner() {
        return kind.secondSigner().map(field -> new Sin(value(field)));
    }

    /**
     * One value.
     *
     * @param field the name of a field of its kind
     * @return the value, a name without its quotes
     * @throws IllegalArgumentException if the kind has no such field
     */
    public String value(String field) {
        String value = values.get(field);
        if (value == null) {
            throw new IllegalArgumentException("statement " + kind + " has no field " + field);
        }
        return value;
    }

    /**
     * When it was issued.
     *
     * @return whole seconds; empty if its kind has {@code Not-After:} instead
     */
    public Optional<Instant> issued() {
        return Optional.ofNullable(values.get(StatementKind.ISSUED.name())).map(Instant::parse);
    }

    /**
     * Until when it holds.
     *
     * @return the time of {@code Expires:} or {@code Not-After:}, in whole seconds
     */
    public Instant expires() {
        Field last = kind.fields().contains(StatementKind.EXPIRES) ? StatementKind.EXPIRES : StatementKind.NOT_AFTER;
        return Instant.parse(value(last.name()));
    }

    /**
     * What tells it from every other one. Whoever acts on a statement claims its nonce first, or keeps it for good.
     *
     * @return 22 base64url characters; empty if its kind has {@code Not-After:} instead
     */
    public Optional<String> nonce() {
        return Optional.ofNullable(values.get(StatementKind.NONCE.name()));
    }

    /**
     * The text that is shown and signed.
     *
     * @return ASCII, lines ended by LF, none after the last
     */
    public String text() {
        return text;
    }

    /**
     * Signs, where all keys are at hand.
     *
     * @param signers the key of {@code Identity:}, then the one of the second signer if the kind has one
     * @return text and signatures
     * @throws IllegalArgumentException if these are not the signers of this statement, in this order
     */
    public SignedStatement sign(BitauthSigner... signers) {
        List<Sin> awaited = new ArrayList<>(List.of(identity()));
        secondSigner().ifPresent(awaited::add);
        List<Sin> present = List.of(signers).stream()
                .map(signer -> signer.publicKey().sin())
                .toList();
        if (!present.equals(awaited)) {
            throw new IllegalArgumentException("statement must be signed by " + awaited + ", not by " + present);
        }
        return new SignedStatement(
                text, List.of(signers).stream().map(this::signature).toList());
    }

    /**
     * Signs with one of the keys, where the other one is elsewhere.
     *
     * @param signer the key of {@code Identity:}, or of the second signer
     * @return its signature
     * @throws IllegalArgumentException if the key is another one
     */
    public StatementSignature signature(BitauthSigner signer) {
        Sin sin = signer.publicKey().sin();
        if (!sin.equals(identity()) && !secondSigner().equals(Optional.of(sin))) {
            throw new IllegalArgumentException("statement must be signed by its own signers, not by " + sin);
        }
        String signature = signer.sign(signable()).withLowS().toDerHex();
        return new StatementSignature(signer.publicKey().toHex(), signature);
    }

    Signable signable() {
        return Signable.of(SignedForm.statement(text));
    }

    private static String write(StatementKind kind, Map<String, String> values) {
        StringBuilder out = new StringBuilder(kind.firstLine());
        for (Field field : kind.fields()) {
            String value = Objects.requireNonNull(values.get(field.name()), field.name());
            out.append('\n')
                    .append(field.name())
                    .append(": ")
                    .append(field.slot().write(value));
        }
        return out.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Statement that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
