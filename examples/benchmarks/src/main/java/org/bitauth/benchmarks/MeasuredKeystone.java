package org.bitauth.benchmarks;

import java.io.IOException;
import java.net.URI;
import org.bitauth.keystone.lab.KeystoneAdmin;
import org.bitauth.keystone.lab.KeystoneServer;
import org.bitauth.keystone.lab.KeystoneSettings;

/** A real Keystone with Fernet tokens, in as many processes as there are processors, and one user with a password. */
final class MeasuredKeystone implements AutoCloseable {
    private static final String PASSWORD = "{\"user\": {\"name\": \"measured\", \"domain\": {\"id\": \"default\"},"
            + " \"password\": \"measured-password\"}}";

    private final KeystoneServer keystone;
    private final URI url;
    private final String project;
    private final String serviceToken;
    private final String token;

    /**
     * Starts one.
     *
     * @param lines what ends {@code keystone.conf}
     */
    MeasuredKeystone(String... lines) throws IOException {
        String processes = String.valueOf(Runtime.getRuntime().availableProcessors());
        KeystoneSettings settings =
                KeystoneSettings.of(KeystoneSettings.Provider.FERNET).withLines(lines);
        keystone = KeystoneServer.start(settings, "--processes", processes);
        url = keystone.url();
        KeystoneAdmin admin = keystone.admin();
        project = admin.project("measured", KeystoneAdmin.DEFAULT_DOMAIN);
        String user = admin.user("measured", KeystoneAdmin.DEFAULT_DOMAIN, "{\"password\": \"measured-password\"}");
        admin.grant(user, project, "member");
        serviceToken = admin.token();
        try (HttpConnection connection = new HttpConnection(url)) {
            token = connection.send(login("password", PASSWORD)).require(201).header("X-Subject-Token");
        }
    }

    URI url() {
        return url;
    }

    Load passwords() {
        return load(login("password", PASSWORD), 201);
    }

    Load rescoping() {
        return load(login("token", "{\"id\": \"" + token + "\"}"), 201);
    }

    Load validations() {
        return new Load(url, TokenValidation.of(url, serviceToken, token));
    }

    private Load load(byte[] request, int status) {
        return new Load(url, (connection, number) -> connection.send(request).require(status));
    }

    private byte[] login(String method, String payload) {
        String body = "{\"auth\": {\"identity\": {\"methods\": [\"" + method + "\"], \"" + method + "\": " + payload
                + "}, \"scope\": {\"project\": {\"id\": \"" + project + "\"}}}}";
        return HttpConnection.request(url, "POST", BridgeLogin.PATH, "", body);
    }

    @Override
    public void close() {
        keystone.close();
    }
}
