package org.bitauth.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.bitauth.BitauthKey;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.lab.KeystoneSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A bridge that is down, slow or not ours: 503 in bounded time, and nothing is remembered of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class BridgeFailureIT {
    /** Two seconds are the plug-in's; the rest is for a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final BitauthKey key = BitauthKey.generate();
    private PluginCloud cloud;
    private String good;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        PluginCloud.requirePeers();
        cloud = PluginCloud.start(folder, KeystoneSettings.Provider.FERNET);
        cloud.user(key, "{}");
        good = "";
    }

    @AfterEach
    void letsTheUserInAsSoonAsTheBridgeIsBack() throws IOException {
        if (cloud != null) {
            cloud.wire.mend();
            assertThat(cloud.login(key, "").status()).isEqualTo(201);
        }
    }

    @AfterAll
    void stop() throws IOException {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void refusesWhileNobodyListens() throws IOException {
        prepare();
        cloud.wire.cut();

        refuses();
    }

    @Test
    void refusesAConnectionThatEnds() throws IOException {
        prepare();
        cloud.wire.behave((request, keystone) -> {});

        refuses();
    }

    @Test
    void refusesWhileNothingIsAnswered() throws IOException {
        prepare();
        cloud.wire.behave((request, keystone) -> keystone.getInputStream().read());

        refuses();
    }

    @Test
    void refusesAnAnswerThatDrips() throws IOException {
        prepare();
        cloud.wire.behave((request, keystone) -> {
            byte[] answer = cloud.wire.ask(request);
            try {
                for (byte drop : answer) {
                    keystone.getOutputStream().write(drop);
                    LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
                }
            } catch (SocketException e) {
                // Keystone has gone
            }
        });

        refuses();
    }

    @Test
    void refusesHtmlAndRedirectsAndJsonWithoutAMark() throws IOException {
        prepare();
        String sin = key.sin().value();
        for (String answer : List.of(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Welcome</html>",
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n{\"identity\":\"" + sin + "\",\"request_id\":\"req-1\"}",
                "HTTP/1.1 401 Unauthorized\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nX-Bitauth-Mark: " + "A".repeat(43) + "\r\n\r\n{\"identity\":\"" + sin + "\"}",
                "HTTP/1.1 nonsense\r\n\r\n",
                "\u0000\u0001\u0002")) {
            cloud.wire.behave((request, keystone) -> Wire.write(keystone, answer));

            refuses();
        }
    }

    @Test
    void refusesABodyWithoutEnd() throws IOException {
        prepare();
        cloud.wire.behave((request, keystone) -> {
            try {
                Wire.write(keystone, "HTTP/1.1 200 OK\r\n\r\n");
                while (true) {
                    Wire.write(keystone, "x".repeat(8192));
                }
            } catch (SocketException e) {
                // Keystone has gone
            }
        });

        refuses();
    }

    /** What the bridge said of one request is worth nothing for another, not even for the same body. */
    @Test
    void refusesAnAnswerOfAnEarlierRequest() throws IOException {
        List<byte[]> earlier = new ArrayList<>();
        prepare();
        cloud.wire.behave((request, keystone) -> {
            earlier.add(cloud.wire.ask(request));
            keystone.getOutputStream().write(earlier.get(0));
        });
        assertThat(cloud.post(good).status()).isEqualTo(201);
        assertThat(new String(earlier.get(0), StandardCharsets.UTF_8)).contains("\"identity\"");

        refuses();
    }

    /** A bridge that has the secret and goes wrong: who asked is not who is named. */
    @Test
    void refusesAMarkedAnswerThatNamesAnotherIdentity() throws IOException {
        BitauthKey other = BitauthKey.generate();
        cloud.user(other, "{}");
        prepare();
        cloud.wire.behave(
                (request, keystone) -> Wire.write(keystone, MarkedAnswer.to(request, secret(), body(request))));
        assertThat(cloud.post(good).status()).isEqualTo(201);

        cloud.wire.behave((request, keystone) -> Wire.write(
                keystone,
                MarkedAnswer.to(
                        request,
                        secret(),
                        body(request).replace(key.sin().value(), other.sin().value()))));

        refuses();
        assertThat(cloud.keystone.log()).contains("not what was asked");
    }

    @Test
    void refusesTheAnswerOfABridgeWithAnotherSecret() throws IOException {
        prepare();
        Path secret = cloud.folder.resolve("secret");
        String before = Files.readString(secret);
        try {
            Files.writeString(secret, "A".repeat(43) + "\n");

            refuses();
        } finally {
            Files.writeString(secret, before);
        }
    }

    @Test
    void refusesWhileTheSecretCanBeReadByOthers() throws IOException {
        prepare();
        Path secret = cloud.folder.resolve("secret");
        int before = cloud.wire.calls();
        assertThat(secret.toFile().setReadable(true, false)).isTrue();
        try {
            refuses();
            assertThat(cloud.wire.calls()).isEqualTo(before);
            assertThat(cloud.keystone.log()).contains("must not be readable by others");
        } finally {
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** An answer that the bridge would take. */
    private void prepare() throws IOException {
        good = PluginCloud.body(cloud.answer(key, ""), "");
    }

    private String secret() throws IOException {
        return Files.readString(cloud.folder.resolve("secret")).strip();
    }

    /** What a good bridge says to a good answer. */
    private String body(byte[] request) {
        return "{\"identity\":\"" + key.sin() + "\",\"request_id\":\"" + MarkedAnswer.requestId(request) + "\"}";
    }

    private void refuses() throws IOException {
        long begin = System.nanoTime();
        RawResponse answer = cloud.post(good);

        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("X-Subject-Token")).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
    }
}
