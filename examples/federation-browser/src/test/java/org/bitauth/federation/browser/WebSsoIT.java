package org.bitauth.federation.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.bitauth.Sin;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.keystone.lab.BitauthProgram;
import org.bitauth.keystone.lab.FederatedCloud;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A person, a Chromium, the code flow with mod_auth_openidc as relying party, and Keystone's WebSSO. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class WebSsoIT {
    private BitauthProgram bitauth;
    private Sin sin;
    private Dashboard dashboard;
    private FederatedCloud cloud;

    @TempDir
    private static Path folder;

    @TempDir
    private Path profile;

    @BeforeAll
    void start() throws Exception {
        FederatedCloud.requirePrograms();
        Chromium.requirePrograms();
        dashboard = new Dashboard();
        cloud = FederatedCloud.startForBrowsers(dashboard.url());
        Path key = folder.resolve("key");
        bitauth = new BitauthProgram(cloud.certificate(), key);
        sin = new Sin(bitauth.lastLine("key", "new", key.toString()));
    }

    @AfterAll
    void stop() {
        if (cloud != null) {
            cloud.close();
        }
        if (dashboard != null) {
            dashboard.close();
        }
    }

    @Test
    void aBrowserCarriesATokenOfTheIdentityToTheDashboard() throws Exception {
        String token;
        try (Chromium browser = new Chromium(profile, cloud.certificate().pin())) {
            browser.open(webSso(dashboard.url() + "/auth/websso/"));
            browser.fill("identity", sin.value());
            browser.click("continue");
            browser.fill("answer", answer(browser.text("challenge")));
            browser.click("continue");
            token = dashboard.nextToken();
            assertThat(token)
                    .as(
                            "%s %s %s",
                            browser.url(), browser.page(), cloud.keystone().log())
                    .isNotNull();
        }

        Programs.Result issued = Programs.run(
                Map.of(
                        "OS_AUTH_TYPE",
                        "v3token",
                        "OS_AUTH_URL",
                        cloud.keystone().url().toString(),
                        "OS_IDENTITY_API_VERSION",
                        "3",
                        "OS_TOKEN",
                        token,
                        "OS_PROJECT_NAME",
                        FederatedCloud.PROJECT,
                        "OS_PROJECT_DOMAIN_NAME",
                        "bitauth"),
                "openstack",
                "token",
                "issue",
                "-f",
                "value",
                "-c",
                "project_id");
        assertThat(issued.exitCode()).as(issued.output()).isZero();
        assertThat(issued.output().strip()).matches("[0-9a-f]{32}");
    }

    @Test
    void aDeniedIdentityBringsNoToken() throws Exception {
        cloud.deny(sin, true);
        try (Chromium browser = new Chromium(profile, cloud.certificate().pin())) {
            browser.open(webSso(dashboard.url() + "/auth/websso/"));
            browser.fill("identity", sin.value());
            browser.click("continue");
            browser.fill("answer", answer(browser.text("challenge")));
            browser.click("continue");

            assertThat(browser.url()).startsWith(cloud.keystone().config().redirectUri() + "?error=access_denied&");
            assertThat(dashboard.hasToken()).isFalse();
        } finally {
            cloud.deny(sin, false);
        }
    }

    /** The device prints a code; a browser elsewhere, where the key is, confirms it. */
    @Test
    void aDeviceWithoutAKeyGetsATokenOfTheIdentity() throws Exception {
        Process device = bitauth.start(
                "login",
                cloud.issuer().toString(),
                "--device",
                "--audience",
                cloud.keystone().url().toString());
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(device.getInputStream(), StandardCharsets.US_ASCII));
                Chromium browser = new Chromium(profile, cloud.certificate().pin())) {
            browser.open(after(out, "open "));
            browser.fill("user-code", after(out, "and type "));
            browser.fill("identity", sin.value());
            browser.click("continue");
            browser.fill("answer", answer(browser.text("challenge")));
            browser.click("continue");
            assertThat(browser.text("done")).contains("confirmed");

            String jwt = after(out, "");
            assertThat(swap(jwt)).isEqualTo(201);
        } finally {
            device.destroy();
            device.onExit().join();
        }
    }

    private int swap(String jwt) throws IOException {
        return new DirectHttpClient()
                .send(
                        "POST",
                        URI.create(cloud.keystone().config().tokenUrl()),
                        Map.of("Authorization", "Bearer " + jwt),
                        new byte[0])
                .status();
    }

    /** What follows a word on the next line that begins with it. */
    private static String after(BufferedReader lines, String word) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(word)) {
            line = lines.readLine();
        }
        return Objects.requireNonNull(line).substring(word.length()).strip();
    }

    private String webSso(String origin) {
        return cloud.keystone().url() + "/auth/OS-FEDERATION/websso/openid?origin=" + origin;
    }

    /** What the person copies: the answer of the command to the text of the page. */
    private String answer(String challenge) throws IOException {
        Path text = Files.writeString(folder.resolve("challenge.txt"), challenge);
        return bitauth.lastLine("answer", "--cloud", cloud.issuer().toString(), text.toString());
    }
}
