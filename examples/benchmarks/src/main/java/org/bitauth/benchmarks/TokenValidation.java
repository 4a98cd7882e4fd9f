package org.bitauth.benchmarks;

import java.net.URI;

/** The validation of one token by a service, as keystonemiddleware asks for it: with the catalog. */
final class TokenValidation {
    private TokenValidation() {}

    static Load.Work of(URI server, String serviceToken, String token) {
        String headers = "X-Auth-Token: " + serviceToken + "\r\nX-Subject-Token: " + token + "\r\n";
        byte[] request = HttpConnection.request(server, "GET", BridgeLogin.PATH, headers, "");
        return (connection, number) -> connection.send(request).require(200);
    }
}
