package org.bitauth.cli.check;

import java.util.Locale;

/** Whether Apache guards the path where Keystone takes the tokens of an OpenID provider. */
final class FederationCheck {
    private static final String SUBJECT = "federation";

    private FederationCheck() {}

    static Way look(Exchange exchange, String url, String provider, String protocol) {
        String path = "/OS-FEDERATION/identity_providers/" + provider + "/protocols/" + protocol + "/auth";
        Reply reply = exchange.get(url + path);
        boolean guarded = header(reply).startsWith("bearer");
        if (reply.status() == 401 && guarded) {
            return Way.setUp(Finding.ok(
                    SUBJECT,
                    "Apache demands a token for " + provider + "/" + protocol
                            + "; a login tells whether Keystone takes it"));
        }
        if (reply.isKeystonesError()) {
            return Way.absent(Finding.missing(
                    SUBJECT,
                    "Keystone itself answers at " + path + " (HTTP " + reply.status()
                            + "): Apache must guard it; bitauth keystone federation-config writes its lines"));
        }
        if (reply.status() == 404) {
            return Way.absent(Finding.missing(
                    SUBJECT,
                    "there is nothing at " + path + " (HTTP 404): bitauth keystone federation-config tells how"));
        }
        if (reply.status() == 401) {
            return Way.setUp(Finding.missing(
                    SUBJECT, path + " is guarded by something that wants no bearer token: AuthType must be oauth20"));
        }
        return Way.setUp(Finding.missing(SUBJECT, path + " " + reply.told()));
    }

    private static String header(Reply reply) {
        return reply.header("WWW-Authenticate").strip().toLowerCase(Locale.ROOT);
    }
}
