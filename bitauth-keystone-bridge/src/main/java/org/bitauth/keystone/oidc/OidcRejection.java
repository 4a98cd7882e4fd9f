package org.bitauth.keystone.oidc;

import java.util.Locale;

/**
 * Why the provider refuses, one constant for each error of RFC 6749 (sections 4.1.2.1 and 5.2), RFC 8628 (section 3.5) and
 * RFC 8693 (section 2.2.2) that it uses.
 */
public enum OidcRejection {
    /** A parameter is missing, there twice, or of another form. */
    INVALID_REQUEST,
    /** The client is unknown, or its secret is not the one. The only error with status 401. */
    INVALID_CLIENT,
    /** The proof or code is not good: wrong, expired, used, or for something else. Clients are not told which. */
    INVALID_GRANT,
    /** The client may not use this grant. */
    UNAUTHORIZED_CLIENT,
    /** There is no such grant here. */
    UNSUPPORTED_GRANT_TYPE,
    /** The audience is not one of the configured ones. */
    INVALID_TARGET,
    /** The identity is on the deny list, or the person said no. */
    ACCESS_DENIED,
    /** The device's code has not been confirmed yet. */
    AUTHORIZATION_PENDING,
    /** The device asks too often. */
    SLOW_DOWN,
    /** The device's code has expired. */
    EXPIRED_TOKEN;

    /**
     * The error as it stands in an answer.
     *
     * @return for example {@code invalid_grant}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status of the answer.
     *
     * @return 401 for {@link #INVALID_CLIENT}, else 400
     */
    public int status() {
        return this == INVALID_CLIENT ? 401 : 400;
    }
}
