package org.bitauth.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.net.URI;
import java.nio.file.Path;
import org.bitauth.challenge.Challenges;
import org.bitauth.event.AuthListener;
import org.bitauth.http.HttpHandler;
import org.bitauth.keystone.plugin.PluginSecret;
import org.bitauth.keystone.plugin.VerifyHandler;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code plugin}: the bridge's end for the auth plug-in of a Keystone, on a port of its own, so that a proxy
 * in front of the other faces does not show it to strangers.
 *
 * @param keystone Keystone's public auth URL, as its users know it
 * @param secretFile the secret that the plug-in has too, for its owner only
 * @param port the port; 0 for a free one
 * @param listens the address to listen on; loopback without one
 */
record PluginFace(
        @JsonProperty(required = true) URI keystone,

        @JsonProperty(value = "secret_file", required = true)
        Path secretFile,

        @JsonProperty(required = true) int port,

        @JsonProperty("address") @JsonSetter(nulls = Nulls.SET) @Nullable
        String listens) {
    static final String PATH = "/verify";

    String address() {
        return listens == null ? JettyServer.LOOPBACK : listens;
    }

    HttpHandler handler(AuthListener audit) {
        PluginSecret secret = PluginSecret.parse(
                KeyFile.readPrivate(secretFile, "plug-in secret file").strip());
        return new VerifyHandler(Challenges.builder(keystone).build(), secret, audit);
    }
}
