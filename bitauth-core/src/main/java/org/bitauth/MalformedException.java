package org.bitauth;

/**
 * Text or bytes from outside that do not parse. The message names the thing and the rule that it breaks, never a
 * secret.
 */
public final class MalformedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes what was malformed.
     *
     * @param message {@code <thing> must <rule>, was <safe value>}
     */
    public MalformedException(String message) {
        super(message);
    }
}
