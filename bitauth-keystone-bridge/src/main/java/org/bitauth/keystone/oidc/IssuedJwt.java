package org.bitauth.keystone.oidc;

import java.time.Duration;
import org.bitauth.Sin;

/**
 * A JWT that was just signed.
 *
 * @param secret the JWT
 * @param sin its subject
 * @param audience who takes it
 * @param life how long it is good
 * @param id its claim {@code jti}, for the audit
 */
public record IssuedJwt(String secret, Sin sin, String audience, Duration life, String id) {
    @Override
    public String toString() {
        return "IssuedJwt[" + id + " for " + sin + " at " + audience + "]";
    }
}
