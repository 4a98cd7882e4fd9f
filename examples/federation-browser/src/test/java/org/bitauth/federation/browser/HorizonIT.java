package org.bitauth.federation.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bitauth.Sin;
import org.bitauth.keystone.lab.BitauthProgram;
import org.bitauth.keystone.lab.FederatedCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person logs in to Debian's Horizon with a Bitcoin key. */
class HorizonIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aBitcoinKeyLogsInToHorizon() throws Exception {
        FederatedCloud.requirePrograms();
        Chromium.requirePrograms();
        Horizon.requirePrograms();
        try (Horizon horizon = Horizon.start(Files.createDirectory(folder.resolve("horizon")));
                FederatedCloud cloud = FederatedCloud.startForBrowsers(horizon.url())) {
            horizon.uses(cloud.keystone().url());
            BitauthProgram bitauth = new BitauthProgram(cloud.certificate(), folder.resolve("key"));
            Sin sin =
                    new Sin(bitauth.lastLine("key", "new", folder.resolve("key").toString()));
            try (Chromium browser = new Chromium(
                    Files.createDirectory(folder.resolve("profile")),
                    cloud.certificate().pin())) {
                browser.open(horizon.url() + "/auth/login/");
                browser.choose("id_auth_type", "openid");
                browser.click("loginBtn");
                browser.fill("identity", sin.value());
                browser.click("continue");
                Path text = Files.writeString(folder.resolve("challenge"), browser.text("challenge"));
                browser.fill(
                        "answer",
                        bitauth.lastLine("answer", "--cloud", cloud.issuer().toString(), text.toString()));
                browser.click("continue");

                assertThat(browser.textOf(".user-name"))
                        .as("%s %s", browser.url(), horizon.log())
                        .contains(sin.value());
                assertThat(browser.url()).startsWith(horizon.url().toString());
            }
        }
    }
}
