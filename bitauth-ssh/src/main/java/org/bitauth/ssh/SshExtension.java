package org.bitauth.ssh;

import java.util.Locale;

/** What a session may do beyond running commands: the standard extensions of OpenSSH's PROTOCOL.certkeys. */
public enum SshExtension {
    /** A terminal. */
    PERMIT_PTY,
    /** Forwarding of the client's agent. */
    PERMIT_AGENT_FORWARDING,
    /** Forwarding of ports. */
    PERMIT_PORT_FORWARDING,
    /** Running {@code ~/.ssh/rc}. */
    PERMIT_USER_RC,
    /** Forwarding of X11. */
    PERMIT_X11_FORWARDING;

    /**
     * The name inside a certificate.
     *
     * @return for example {@code permit-pty}; {@code permit-X11-forwarding} has a capital letter
     */
    public String wireName() {
        return this == PERMIT_X11_FORWARDING
                ? "permit-X11-forwarding"
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
