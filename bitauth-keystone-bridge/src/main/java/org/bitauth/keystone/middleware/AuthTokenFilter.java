package org.bitauth.keystone.middleware;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bitauth.StoreException;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.http.ErrorResponse;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;
import org.bitauth.http.SignedRequest;
import org.bitauth.servlet.BitauthFilter;

/**
 * Lets requests pass that bear a good token in {@code X-Auth-Token}. Behind it {@code getUserPrincipal()} is a
 * {@link TokenPrincipal}, {@code isUserInRole} asks the token's roles, and the attribute {@link #TOKEN} holds the
 * {@link CheckedToken}. No token, or one that is worth nothing: 401 as keystonemiddleware answers it; no role: 403; nothing
 * can be known now: 503.
 */
public final class AuthTokenFilter extends HttpFilter {
    /** The name of the attribute that holds the {@link CheckedToken}. */
    public static final String TOKEN = "org.bitauth.keystone.CheckedToken";

    private static final long serialVersionUID = 1L;
    private static final int MAX_TOKEN = 8192;

    private final transient TokenChecker checker;
    private final String identity;
    private final boolean demandsHolder;
    private final transient Set<String> roles;
    private final transient AuthListener listener;
    private final transient InstantSource clock = InstantSource.system();

    private AuthTokenFilter(Builder builder) {
        checker = builder.checker;
        identity = builder.identity;
        demandsHolder = builder.demandsHolder;
        roles = Set.copyOf(builder.roles);
        listener = builder.listener;
    }

    /**
     * Begins with a check offline, by the keys and revocations of a bridge.
     *
     * @param identity the identity service's URL, as clients know it; ends in {@code /v3}
     * @return settings
     */
    public static Builder builder(URI identity) {
        return new Builder(CloudUrl.of(identity), OfflineTokenChecker.of(identity));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> sent = token(request);
        Optional<CheckedToken> token;
        try {
            token = sent.flatMap(checker::check);
        } catch (StoreException e) {
            refuse(response, 503, "unavailable", "Try again later.", String.valueOf(e.getMessage()));
            return;
        }
        if (token.isEmpty() || !isHeld(token.get(), request)) {
            String detail = sent.isEmpty()
                    ? "not exactly one token"
                    : token.isEmpty() ? "token is worth nothing" : "request is not signed by the key of the token";
            refuse(response, 401, "token", "The request you have made requires authentication.", detail);
            return;
        }
        if (!roles.isEmpty() && Collections.disjoint(roles, token.get().roles())) {
            String detail = "user " + token.get().userId() + " has no such role";
            refuse(response, 403, "role", "The token has no role that this service asks for.", detail);
            return;
        }
        request.setAttribute(TOKEN, token.get());
        chain.doFilter(new WithToken(request, token.get()), response);
    }

    /** Exactly one header, so that no two readers of the request see two tokens. */
    private static Optional<String> token(HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders("X-Auth-Token"));
        return values.size() == 1 && values.get(0).length() <= MAX_TOKEN
                ? Optional.of(values.get(0))
                : Optional.empty();
    }

    /** A request that bears X-Auth-Token is signed over it: a signature of another request does not fit. */
    private boolean isHeld(CheckedToken token, HttpServletRequest request) {
        if (!demandsHolder) {
            return true;
        }
        return request.getAttribute(BitauthFilter.SIGNED_REQUEST) instanceof SignedRequest signed
                && signed.version() == SignedRequest.Version.V2
                && token.holder().equals(Optional.of(signed.key().jwkThumbprint()));
    }

    private void refuse(HttpServletResponse response, int status, String reason, String message, String detail)
            throws IOException {
        String requestId = RequestId.next();
        listener.on(new AuthEvent(clock.instant(), requestId, "token.check", Optional.empty(), reason, detail));
        RawResponse answer = ErrorResponse.of(status, reason, message).with("X-Openstack-Request-Id", requestId);
        if (status == 401) {
            answer = answer.with("WWW-Authenticate", "Keystone uri=\"" + identity + "\"");
        }
        response.setStatus(status);
        answer.headers().forEach(response::setHeader);
        response.getOutputStream().write(answer.body());
    }

    /** A request of the token's user. */
    private static final class WithToken extends HttpServletRequestWrapper {
        private final TokenPrincipal principal;

        WithToken(HttpServletRequest request, CheckedToken token) {
            super(request);
            principal = new TokenPrincipal(token);
        }

        @Override
        public Principal getUserPrincipal() {
            return principal;
        }

        @Override
        public String getRemoteUser() {
            return principal.getName();
        }

        @Override
        public String getAuthType() {
            return "KEYSTONE";
        }

        @Override
        public boolean isUserInRole(String role) {
            return principal.token().roles().contains(role);
        }
    }

    /** Settings. */
    public static final class Builder {
        private final String identity;
        private TokenChecker checker;
        private boolean demandsHolder;
        private final Set<String> roles = new HashSet<>();
        private AuthListener listener = AuthListener.none();

        private Builder(String identity, TokenChecker checker) {
            this.identity = identity;
            this.checker = checker;
        }

        /**
         * Checks tokens in another way.
         *
         * @param other for example an {@link OnlineTokenChecker}
         * @return this
         */
        public Builder checker(TokenChecker other) {
            checker = other;
            return this;
        }

        /**
         * Lets only tokens pass that have one of the named roles.
         *
         * @param role a role's name; may be called again for another one
         * @return this
         */
        public Builder role(String role) {
            roles.add(role);
            return this;
        }

        /**
         * Lets only tokens pass that are bound to a key, in requests that this key signed: a stolen token is useless. A
         * {@link BitauthFilter} must stand before this filter, and tells who signed; without it nothing passes.
         *
         * @return this
         */
        public Builder requireHolderOfKey() {
            demandsHolder = true;
            return this;
        }

        /**
         * Hears of every refusal, and why nothing could be known.
         *
         * @param hears audit or metrics
         * @return this
         */
        public Builder listener(AuthListener hears) {
            listener = hears;
            return this;
        }

        /**
         * Ends the settings.
         *
         * @return the filter
         */
        public AuthTokenFilter build() {
            return new AuthTokenFilter(this);
        }
    }
}
