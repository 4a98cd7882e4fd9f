package org.bitauth.keystone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A token as a client holds it.
 *
 * @param secret the text for {@code X-Auth-Token}
 * @param expiresAt until when it is good
 * @param body the {@code token} object of the answer
 */
public record ClientToken(String secret, Instant expiresAt, JsonNode body) {
    @Override
    public String toString() {
        return "ClientToken[until " + expiresAt + "]";
    }
}
