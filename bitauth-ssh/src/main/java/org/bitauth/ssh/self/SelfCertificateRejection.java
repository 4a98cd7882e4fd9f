package org.bitauth.ssh.self;

/** Why nobody is let in, one constant or more for each step of {@link SelfCertificateVerifier#verify}. */
public enum SelfCertificateRejection {
    /** Step 1: another type of key, which sshd asks about as well. */
    TYPE,
    /** Step 2: no certificate of a user for an Ed25519 key, signed by its authority. */
    MALFORMED,
    /** Step 3: signed by another key than the one that it is for. */
    OTHER_SIGNER,
    /** Step 4: without statement or signature. */
    NO_BINDING,
    /** Step 5: the statement is not in its one spelling. */
    STATEMENT,
    /** Step 6: the statement names another SSH key. */
    OTHER_KEY,
    /** Step 7: the statement names another login. */
    OTHER_LOGIN,
    /** Steps 8 and 11: a file of the instance is missing or is no such file. */
    SETUP,
    /** Step 8: the statement names another cloud. */
    OTHER_CLOUD,
    /** Step 8: the statement names another instance. */
    OTHER_INSTANCE,
    /** Step 9: the statement has ended. */
    EXPIRED,
    /** Step 9: the statement holds for more than 24 hours from now. */
    TOO_LONG,
    /** Steps 10 and 12: no public key and strict low-S signature, or it does not verify. */
    SIGNATURE,
    /** Step 10: the public key is not the one of {@code Identity:}. */
    IDENTITY,
    /** Step 11: not in the owner list for this login. */
    NOT_OWNER
}
