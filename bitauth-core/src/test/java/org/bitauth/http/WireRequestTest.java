package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireRequestTest {
    private static final byte[] NOTHING = {};

    @Test
    void writesHeadAndBody() throws IOException {
        WireRequest request = WireRequest.of(
                "POST",
                URI.create("http://cloud.test:5000/v3/a%20b?c=d"),
                Map.of("accept", "text/plain"),
                "body".getBytes(StandardCharsets.UTF_8));

        assertThat(new String(request.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("POST /v3/a%20b?c=d HTTP/1.1\r\nHost: cloud.test:5000\r\nAccept: text/plain\r\n"
                        + "Connection: close\r\nContent-Length: 4\r\nUser-Agent: bitauth\r\n\r\nbody");
    }

    @Test
    void saysThatAPostHasNoBody() throws IOException {
        assertThat(text("POST", "http://cloud.test/")).contains("\r\nContent-Length: 0\r\n");
        assertThat(text("GET", "http://cloud.test/")).doesNotContain("Content-Length");
    }

    @ParameterizedTest
    @CsvSource({
        "https://cloud.test/v3, cloud.test, 443, true",
        "HTTPS://cloud.test:8443, cloud.test, 8443, true",
        "http://127.0.0.1/v3, 127.0.0.1, 80, false",
        "http://[::1]:5000/v3, ::1, 5000, false"
    })
    void knowsWhereTo(String url, String host, int port, boolean secure) throws IOException {
        WireRequest request = WireRequest.of("GET", URI.create(url), Map.of(), NOTHING);

        assertThat(request.host()).isEqualTo(host);
        assertThat(request.port()).isEqualTo(port);
        assertThat(request.isSecure()).isEqualTo(secure);
    }

    @Test
    void asksForTheRootWhereNoPathIsNamed() throws IOException {
        assertThat(text("GET", "http://cloud.test")).startsWith("GET / HTTP/1.1\r\nHost: cloud.test\r\n");
        assertThat(text("GET", "http://cloud.test?a")).startsWith("GET /?a HTTP/1.1\r\n");
        assertThat(text("GET", "http://cloud.test/é")).startsWith("GET /%C3%A9 HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://cloud.test/",
                "file:///etc/passwd",
                "mailto:a@b",
                "http:///v3",
                "http://user:pw@cloud.test/"
            })
    void refusesOtherUrls(String url) {
        assertThatIOException().isThrownBy(() -> text("GET", url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\nb", "a\0", "é"})
    void refusesAValueThatWouldEndTheLine(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> of("GET", Map.of("X-Name", value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "A B", "A:", "A\r\nB", "Host", "content-length", "Transfer-Encoding", "Connection", "é"})
    void refusesANameThatIsNoneOrOurs(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> of("GET", Map.of(name, "value")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /secret", "GET\r\n"})
    void refusesAMethodThatIsNone(String method) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(method, Map.of()));
    }

    private static String text(String method, String url) throws IOException {
        return new String(
                WireRequest.of(method, URI.create(url), Map.of(), NOTHING).bytes(), StandardCharsets.US_ASCII);
    }

    private static WireRequest of(String method, Map<String, String> headers) throws IOException {
        return WireRequest.of(method, URI.create("http://cloud.test/"), headers, NOTHING);
    }
}
