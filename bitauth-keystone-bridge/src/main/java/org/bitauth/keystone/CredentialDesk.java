package org.bitauth.keystone;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.bitauth.Outcome;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;

/**
 * Makes, lists and deletes application credentials of users, by the rules of the Identity API v3: for the token's own
 * user, in the token's project, with no more than the token's roles. The secret is told once and kept as a hash.
 * Thread-safe.
 */
public final class CredentialDesk {
    private static final int MOST_RULES = 32;
    private static final int LEAST_SECRET = 16;

    private final ApplicationCredentials store;
    private final AuthListener listener;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    CredentialDesk(ApplicationCredentials store, AuthListener listener, InstantSource clock) {
        this.store = store;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * A new credential with its secret.
     *
     * @param credential the credential
     * @param secret told this once; belongs to the program and nowhere else
     */
    public record Made(ApplicationCredential credential, String secret) {
        @Override
        public String toString() {
            return "Made[" + credential.id() + "]";
        }
    }

    /**
     * Makes a credential.
     *
     * @param token the user's token, just validated
     * @param request what the user asks
     * @param requestId the request's id
     * @return the credential and its secret, or why there is none
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    public Outcome<Made, CredentialRejection> create(Token token, CredentialRequest request, String requestId) {
        Outcome<Made, CredentialRejection> outcome = made(token, request, requestId);
        tell("credential.create", token, outcome, made -> made.credential().id(), requestId);
        return outcome;
    }

    private Outcome<Made, CredentialRejection> made(Token token, CredentialRequest request, String requestId) {
        if (isRestricted(token)) {
            return no(CredentialRejection.FORBIDDEN, "the token's own credential is restricted", requestId);
        }
        if (!(token.assignment().scope() instanceof Scope.InProject in)) {
            return no(CredentialRejection.FORBIDDEN, "the token must be for a project", requestId);
        }
        Optional<String> wrong = fault(request);
        if (wrong.isPresent()) {
            return no(CredentialRejection.MALFORMED, wrong.get(), requestId);
        }
        List<Role> roles = token.assignment().roles().stream()
                .filter(role -> request.roles().isEmpty()
                        || request.roles().contains(role.name())
                        || request.roles().contains(role.id()))
                .toList();
        boolean all = request.roles().stream()
                .allMatch(
                        asked -> roles.stream().anyMatch(role -> asked.equals(role.name()) || asked.equals(role.id())));
        if (!all) {
            return no(CredentialRejection.MALFORMED, "roles must be roles of the token", requestId);
        }
        String secret = request.secret()
                .orElseGet(() -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(64)));
        ApplicationCredential credential = new ApplicationCredential(
                HexFormat.of().formatHex(bytes(16)),
                request.name(),
                token.user().id(),
                in.project().id(),
                roles.stream().map(Role::name).toList(),
                SecretHash.of(secret),
                request.description(),
                request.expiresAt(),
                request.unrestricted(),
                request.accessRules());
        return store.add(credential)
                ? new Outcome.Accepted<>(new Made(credential, secret))
                : no(
                        CredentialRejection.CONFLICT,
                        "name must be new, and there must be at most " + ApplicationCredentials.MOST_OF_A_USER,
                        requestId);
    }

    /**
     * The credentials of a user.
     *
     * @param userId the user's id
     * @return also those that have ended: their names are taken until they are deleted
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    public List<ApplicationCredential> list(String userId) {
        return store.ofUser(userId);
    }

    /**
     * A credential of a user.
     *
     * @param userId the user's id
     * @param id the credential's id
     * @return the credential, ended or not
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    public Optional<ApplicationCredential> find(String userId, String id) {
        return store.find(id).filter(credential -> credential.userId().equals(userId));
    }

    /**
     * Deletes a credential. Tokens that were made with it end with it.
     *
     * @param token the user's token, just validated
     * @param id the credential's id
     * @param requestId the request's id
     * @return the id, or why it was not deleted
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    public Outcome<String, CredentialRejection> delete(Token token, String id, String requestId) {
        Outcome<String, CredentialRejection> outcome;
        if (isRestricted(token)) {
            outcome = no(CredentialRejection.FORBIDDEN, "the token's own credential is restricted", requestId);
        } else {
            outcome = store.remove(token.user().id(), id)
                    ? new Outcome.Accepted<>(id)
                    : no(CredentialRejection.MISSING, "the user has no such credential", requestId);
        }
        tell("credential.delete", token, outcome, deleted -> deleted, requestId);
        return outcome;
    }

    private <T> void tell(
            String action,
            Token token,
            Outcome<T, CredentialRejection> outcome,
            Function<T, String> id,
            String requestId) {
        String user = "user " + token.user().id() + ", token " + token.auditId() + ": ";
        String word = outcome.rejected()
                .map(no -> no.reason().name().toLowerCase(Locale.ROOT))
                .orElse("accepted");
        String detail = outcome.rejected()
                .map(no -> no.detail())
                .orElseGet(() -> id.apply(outcome.accepted().orElseThrow()));
        listener.on(new AuthEvent(clock.instant(), requestId, action, Optional.empty(), word, user + detail));
    }

    private Optional<String> fault(CredentialRequest request) {
        if (request.name().isBlank() || request.name().length() > 64 || !isText(request.name())) {
            return Optional.of("name must have 1 to 64 characters, none of them a control character");
        }
        if (request.description().length() > 255
                || !isText(request.description().replace("\n", ""))) {
            return Optional.of(
                    "description must have at most 255 characters, without control characters but line ends");
        }
        if (request.secret().filter(secret -> !isUsable(secret)).isPresent()) {
            return Optional.of("secret must have " + LEAST_SECRET + " to " + SecretHash.MAX_SECRET + " characters");
        }
        if (request.expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            return Optional.of("expires_at must be in the future");
        }
        return request.accessRules().size() > MOST_RULES
                ? Optional.of("access_rules must be at most " + MOST_RULES)
                : Optional.empty();
    }

    /** Whether every store can keep it: no control characters, no half of a surrogate pair. */
    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    private static boolean isUsable(String secret) {
        return secret.length() >= LEAST_SECRET && secret.length() <= SecretHash.MAX_SECRET;
    }

    private static boolean isRestricted(Token token) {
        return token.isBoundByRules()
                || token.credential()
                        .filter(credential -> !credential.unrestricted())
                        .isPresent();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static <T> Outcome<T, CredentialRejection> no(CredentialRejection reason, String detail, String requestId) {
        return new Outcome.Rejected<>(reason, detail, requestId);
    }
}
