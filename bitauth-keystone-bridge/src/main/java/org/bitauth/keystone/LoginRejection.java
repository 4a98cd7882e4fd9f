package org.bitauth.keystone;

/** Why a login was refused. Clients learn only whether it was malformed (400) or not believed (401). */
public enum LoginRejection {
    /** The request has a form that no valid request has: 400. */
    MALFORMED,
    /** Not exactly one method, or one that is not offered here: 401 with the list of methods. */
    UNSUPPORTED_METHOD,
    /** The proof was not accepted. */
    NOT_PROVEN,
    /** The proof is good, but its identity is nobody here, or a user who is locked out. */
    NO_USER,
    /** There is no such scope, or the user has no role on it. */
    NO_ROLE
}
