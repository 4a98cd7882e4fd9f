package org.bitauth.keystone.oidc;

import java.time.Instant;
import java.util.Optional;
import org.bitauth.Sin;

/**
 * A device that waits for a person (RFC 8628, section 3.1).
 *
 * @param id unique; never shown
 * @param userCode what the device shows: four consonants, a hyphen, four consonants
 * @param client the client's id
 * @param audience who will take the JWT
 * @param sender the network address that the request came from, as far as it is known
 * @param created when the device asked
 * @param expires until when it may be confirmed
 * @param decision empty while nobody has decided
 */
public record DeviceRequest(
        String id,
        String userCode,
        String client,
        String audience,
        String sender,
        Instant created,
        Instant expires,
        Optional<Decision> decision) {
    /**
     * What a person said.
     *
     * @param sin the identity that was proven; empty if the person said no
     */
    public record Decision(Optional<Sin> sin) {}

    DeviceRequest with(Decision made) {
        return new DeviceRequest(id, userCode, client, audience, sender, created, expires, Optional.of(made));
    }
}
