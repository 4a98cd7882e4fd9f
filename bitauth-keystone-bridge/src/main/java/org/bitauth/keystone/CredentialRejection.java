package org.bitauth.keystone;

/** Why no application credential was made or deleted. */
public enum CredentialRejection {
    /** The request has a form that no valid request has: 400. */
    MALFORMED,
    /** The token may not do this: 403. */
    FORBIDDEN,
    /** The name is taken, or the user has too many: 409. */
    CONFLICT,
    /** There is no such credential: 404. */
    MISSING
}
