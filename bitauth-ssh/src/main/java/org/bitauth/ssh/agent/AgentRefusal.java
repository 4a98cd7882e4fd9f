package org.bitauth.ssh.agent;

/** Why an agent did not do what a client wanted. Clients are told no more than that it failed. */
public enum AgentRefusal {
    /** The agent is locked, or is not locked and should be unlocked. */
    LOCKED,
    /** The pass phrase is not the one that locked the agent. */
    PASS_PHRASE,
    /** The agent does not take keys, give them away, or whatever else was wanted. */
    NOT_OFFERED,
    /** The message cannot be read. */
    MALFORMED,
    /** What is to be signed is neither a login nor the digest of a file. */
    NOT_SIGNABLE,
    /** The key is not one of the agent's. */
    UNKNOWN_KEY,
    /** The data names another key than the request. */
    OTHER_KEY,
    /** The binding is not signed by the host's key, or comes after the one that ends the way. */
    BAD_BINDING,
    /** The connection was not bound to a session. */
    NOT_BOUND,
    /** The connection was bound for forwarding: only the host behind it can bind it for a login. */
    BOUND_FOR_FORWARDING,
    /** The login is in another session than the one that the connection was bound to. */
    OTHER_SESSION,
    /** The login names another host key than the one that the connection was bound to. */
    OTHER_HOST,
    /** The identity is not for this host, or not for one on the way to it. */
    DESTINATION,
    /** Files are signed neither on a connection that was bound, nor where connections need not be bound. */
    FILES_NOT_HERE,
    /** Files are not signed for this purpose. */
    NAMESPACE,
    /** The user said no, or nothing. */
    NOT_CONFIRMED
}
