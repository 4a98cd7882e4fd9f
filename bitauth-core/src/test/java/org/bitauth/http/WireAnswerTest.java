package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireAnswerTest {
    @Test
    void readsStatusHeadersAndAsManyBytesAsTheyTell() throws IOException {
        RawResponse answer = read("HTTP/1.1 201 Created\r\nContent-Length: 3\r\nX-Name:  a b \r\n\r\nabcd");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("x-name")).contains("a b");
        assertThat(answer.text()).isEqualTo("abc");
    }

    @Test
    void readsToTheEndWhereNoLengthIsTold() throws IOException {
        assertThat(read("HTTP/1.0 200 \n\nabc").text()).isEqualTo("abc");
        assertThat(read("HTTP/1.1 200\r\n\r\n").text()).isEmpty();
    }

    @Test
    void readsChunksAndPassesOverExtensionsAndTrailers() throws IOException {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n";

        RawResponse answer = read(chunked + "0A;name=value\r\n0123456789\r\n000\r\nX-Late: yes\r\n\r\n");

        assertThat(answer.text()).isEqualTo("abc0123456789");
        assertThat(answer.header("X-Late")).isEmpty();
    }

    @Test
    void passesOverInterimAnswers() throws IOException {
        assertThat(read("HTTP/1.1 103 Early\r\nA: b\r\n\r\n".repeat(8) + "HTTP/1.1 204 No\r\n\r\n")
                        .status())
                .isEqualTo(204);
        assertThatIOException()
                .isThrownBy(() -> read("HTTP/1.1 103 Early\r\n\r\n".repeat(9) + "HTTP/1.1 204 No\r\n\r\n"));
    }

    @Test
    void readsNoBodyWhereThereIsNone() throws IOException {
        String text = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";

        assertThat(WireAnswer.read(stream(text), "HEAD").body()).isEmpty();
        assertThat(read("HTTP/1.1 304 Same\r\nContent-Length: 100\r\n\r\n").body())
                .isEmpty();
    }

    @Test
    void takesTheFirstOfTwoHeadersWithOneName() throws IOException {
        assertThat(read("HTTP/1.1 200 OK\r\nX-Subject-Token: a\r\nx-subject-token: b\r\n\r\n")
                        .header("X-Subject-Token"))
                .contains("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 -20 OK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
                "HTTP/1.1 101 Switching\r\n\r\n",
                "ICY 200 OK\r\n\r\n",
                " HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\rC: d\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: +3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 0x3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n;a\r\nabc\r\n0\r\n\r\n"
            })
    void refusesWhatIsNotHttp(String text) {
        assertThatIOException().isThrownBy(() -> read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1048577", "99999999999999999999", "4294967296", "2147483648"})
    void refusesALengthBeyondAMebibyteBeforeItReads(String length) {
        assertThatIOException()
                .isThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n"))
                .withMessageContaining("1 MiB");
        assertThatIOException()
                .isThrownBy(() -> read(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "F".repeat(length.length()) + "\r\n"))
                .withMessageContaining("1 MiB");
    }

    @Test
    void refusesAHeadWithoutEnd() {
        assertThatIOException()
                .isThrownBy(() -> read("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(11_000)))
                .withMessageContaining("64 KiB");
        assertThatIOException()
                .isThrownBy(() -> read("HTTP/1.1 200 OK\r\nA: " + "b".repeat(70_000)))
                .withMessageContaining("64 KiB");
    }

    private static RawResponse read(String text) throws IOException {
        return WireAnswer.read(stream(text), "GET");
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
