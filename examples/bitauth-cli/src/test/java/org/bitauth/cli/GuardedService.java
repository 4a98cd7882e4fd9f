package org.bitauth.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;

/** A service behind the real keystonemiddleware, in a Python process that ends with this object. */
final class GuardedService implements AutoCloseable {
    private final Process process;
    private final URI url;
    private final DirectHttpClient http = new DirectHttpClient();

    /** Starts a service that logs in to an identity service with an application credential. */
    GuardedService(URI identity, String credentialId, String secret, Map<String, String> more) throws IOException {
        Map<String, String> options = new HashMap<>(Map.of(
                "auth_type",
                "v3applicationcredential",
                "auth_url",
                identity.toString(),
                "www_authenticate_uri",
                identity.toString(),
                "application_credential_id",
                credentialId,
                "application_credential_secret",
                secret,
                "service_token_roles_required",
                "true"));
        options.putAll(more);
        String script = System.getProperty("bitauth.root", "../..")
                + "/examples/bitauth-cli/src/test/resources/guarded-service.py";
        process = new ProcessBuilder("/usr/bin/python3", script, new ObjectMapper().writeValueAsString(options))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String port = out.readLine();
        if (port == null) {
            throw new IOException("the service did not start");
        }
        url = URI.create("http://127.0.0.1:" + port + "/");
    }

    RawResponse get(Map<String, String> headers) throws IOException {
        return http.send("GET", url, headers, new byte[0]);
    }

    RawResponse get(String token) throws IOException {
        return get(Map.of("X-Auth-Token", token));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
