package org.bitauth.ssh;

/** Why there is no certificate. */
public enum CertificateRejection {
    /** The request has a form that no valid request has: 400. */
    MALFORMED,
    /** The proof was not accepted: 401. */
    NOT_PROVEN,
    /** The policy said no: 403. */
    DENIED
}
