package org.bitauth.keystone;

/** Why no identity was added or withdrawn. Clients learn only the status. */
public enum RotationRejection {
    /** The statement has a form that no valid one has: 400. */
    MALFORMED,
    /** The statement does not hold: 401. */
    NOT_PROVEN,
    /** The identity belongs to somebody already, or the user has too many: 409. */
    CONFLICT,
    /** There is no such identity that is still waiting: 404. */
    MISSING
}
