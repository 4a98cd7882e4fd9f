package org.bitauth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.bitauth.BitauthKey;

/** Loads for a bridge, and what they cost it. */
final class MeasuredBridge {
    private final IdentityServerJvm jvm;
    private final URI url;
    private final BridgeLogin login;
    private final Load validations;
    private final Load firstValidations;

    /**
     * A bridge that has started.
     *
     * @param keys of users there, the one of the service first
     */
    MeasuredBridge(IdentityServerJvm jvm, List<BitauthKey> keys) throws IOException {
        this.jvm = jvm;
        url = jvm.url();
        login = new BridgeLogin(url, keys);
        try (HttpConnection connection = new HttpConnection(url)) {
            String service = login.token(connection, keys.get(MeasuredUsers.SERVICE));
            String token = login.token(connection, keys.get(1));
            validations = new Load(url, TokenValidation.of(url, service, token));
            firstValidations = new Load(url, (each, number) -> {
                String fresh = login.token(each, keys.get(number % keys.size()));
                TokenValidation.of(url, service, fresh).once(each, number);
            });
        }
    }

    IdentityServerJvm jvm() {
        return jvm;
    }

    Load logins() {
        return new Load(url, login);
    }

    Load validations() {
        return validations;
    }

    /** Logins, each with the validation of its token, which the bridge has not read before. */
    Load firstValidations() {
        return firstValidations;
    }

    /** Requests as long as the two of a login, to a handler that does nothing. */
    Load emptyRoundTrips() {
        String body = BridgeLogin.body("\"" + "x".repeat(600) + "\"");
        byte[] request = HttpConnection.request(url, "POST", IdentityServer.EMPTY, "", body);
        return new Load(url, (connection, number) -> connection.send(request).require(204));
    }

    /** Microseconds of the server's processor time for each. */
    double micros(Load load, Duration time) throws IOException {
        Duration before = jvm.processorTime();
        int count = load.run(time).count();
        return jvm.processorTime().minus(before).toNanos() / 1e3 / count;
    }
}
