package org.bitauth.keystone;

/**
 * A token that was just made.
 *
 * @param secret the text that opens doors: belongs into {@code X-Subject-Token} and nowhere else
 * @param token what it says
 */
public record IssuedToken(String secret, Token token) implements LoginStep {
    @Override
    public String toString() {
        return "IssuedToken[" + token.auditIds().get(0) + "]";
    }
}
