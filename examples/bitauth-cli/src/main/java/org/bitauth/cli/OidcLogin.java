package org.bitauth.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.keystone.oidc.client.DeviceLogin;

/** A login by the device grant, as the device that waits. */
final class OidcLogin {
    private OidcLogin() {}

    /** Shows where to confirm, and asks until somebody has. */
    static String onDevice(URI issuer, String client, String audience, PrintWriter err) {
        DeviceLogin login = DeviceLogin.begin(issuer, client, audience, InstantSource.system())
                .orElseThrow(CommandFailure::of);
        err.println("open      " + login.verificationUri());
        err.println("and type  " + login.userCode());
        err.flush();
        while (true) {
            try {
                Thread.sleep(login.interval().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailure(CommandFailure.REFUSED, "interrupted");
            }
            Optional<String> token = login.poll().orElseThrow(CommandFailure::of);
            if (token.isPresent()) {
                return token.get();
            }
        }
    }
}
