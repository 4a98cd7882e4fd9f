package org.bitauth.keystone.oidc;

import static org.bitauth.challenge.AskKind.Slot.ID;
import static org.bitauth.challenge.AskKind.Slot.NAME;

import java.util.Optional;
import org.bitauth.challenge.Ask;
import org.bitauth.challenge.AskKind;

/** The two asks of the provider. Each names the audience, so that a person reads where the JWT will be good. */
public final class FederationAsk {
    private static final AskKind DIRECT = AskKind.of("token for federation {}", NAME);
    private static final AskKind ON_DEVICE = AskKind.of("token for federation {} on device {}", NAME, ID);

    private FederationAsk() {}

    /**
     * The ask for a JWT.
     *
     * @param audience who will take the JWT
     * @return {@code token for federation AUDIENCE}
     * @throws org.bitauth.MalformedException if the audience is no name: 1 to 64 characters
     */
    public static Ask of(String audience) {
        return DIRECT.ask(audience);
    }

    /**
     * The ask for a JWT that another device gets.
     *
     * @param audience who will take the JWT
     * @param userCode what that device shows
     * @return {@code token for federation AUDIENCE on device CODE}
     * @throws org.bitauth.MalformedException if the audience is no name or the code no id
     */
    public static Ask onDevice(String audience, String userCode) {
        return ON_DEVICE.ask(audience, userCode);
    }

    /**
     * Reads a line back, for those who sign what a page shows.
     *
     * @param line the {@code Asks:} line of a challenge
     * @return the ask; empty for a line of another kind
     */
    public static Optional<Ask> read(String line) {
        return DIRECT.read(line)
                .map(values -> of(values.get(0)))
                .or(() -> ON_DEVICE.read(line).map(values -> onDevice(values.get(0), values.get(1))));
    }
}
