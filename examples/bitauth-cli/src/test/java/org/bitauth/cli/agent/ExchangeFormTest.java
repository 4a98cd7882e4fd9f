package org.bitauth.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLHandshakeException;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;

class ExchangeFormTest {
    private static final RawResponse ANSWER =
            RawResponse.of(201, new byte[] {0, 1, -1}).with("X-Name", "välue").with("X-Other", "");

    @Test
    void aRequestComesBackAsItWas() throws IOException {
        Map<String, String> headers = new TreeMap<>(Map.of("X-Name", "välue", "X-Other", ""));
        ExchangeForm.Request request = new ExchangeForm.Request(
                Map.of("a.setting", "/a file"), "POST", "https://127.0.0.1/a?b", headers, new byte[] {0, -1});

        ExchangeForm.Request back = ExchangeForm.request(ExchangeForm.bytes(request));

        assertThat(back.settings()).isEqualTo(request.settings());
        assertThat(back.method()).isEqualTo("POST");
        assertThat(back.url()).isEqualTo("https://127.0.0.1/a?b");
        assertThat(back.headers()).isEqualTo(headers);
        assertThat(back.body()).containsExactly(0, -1);
    }

    @Test
    void anAnswerComesBackAsItWas() throws IOException {
        RawResponse back = ExchangeForm.answer(ExchangeForm.bytes(ANSWER));

        assertThat(back.status()).isEqualTo(201);
        assertThat(back.headers()).isEqualTo(ANSWER.headers());
        assertThat(back.body()).containsExactly(0, 1, -1);
    }

    @Test
    void aFailureComesBackAsTheSameKind() {
        for (IOException cause : new IOException[] {
            new ConnectException("no"),
            new UnknownHostException("no"),
            new SocketTimeoutException("no"),
            new SSLHandshakeException("no")
        }) {
            assertThatExceptionOfType(cause.getClass())
                    .isThrownBy(() -> ExchangeForm.answer(ExchangeForm.bytes(cause)))
                    .withMessage("no");
        }
        assertThatIOException()
                .isThrownBy(() -> ExchangeForm.answer(ExchangeForm.bytes(new java.io.FileNotFoundException("no"))))
                .withMessage("FileNotFoundException: no");
    }

    @Test
    void refusesAnAnswerThatIsCutOffAnywhere() throws IOException {
        byte[] whole = ExchangeForm.bytes(ANSWER);

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatIOException().as(length + " bytes").isThrownBy(() -> ExchangeForm.answer(part));
        }
    }

    @Test
    void refusesAnythingAfterTheAnswer() throws IOException {
        byte[] whole = ExchangeForm.bytes(ANSWER);

        assertThatIOException().isThrownBy(() -> ExchangeForm.answer(Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    void refusesARequestInPlaceOfAnAnswer() throws IOException {
        byte[] request =
                ExchangeForm.bytes(new ExchangeForm.Request(Map.of(), "GET", "https://a/", Map.of(), new byte[0]));

        assertThatIOException().isThrownBy(() -> ExchangeForm.answer(request)).withMessageContaining("begin");
        assertThatIOException()
                .isThrownBy(() -> ExchangeForm.request(ExchangeForm.bytes(ANSWER)))
                .withMessageContaining("begin");
    }

    @Test
    void refusesLengthsBeyondTheBytesWithoutAllocatingThem() throws IOException {
        byte[] whole = ExchangeForm.bytes(RawResponse.of(200, new byte[4]));
        int body = whole.length - 8;

        for (int length : new int[] {-1, 5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            byte[] changed = whole.clone();
            ByteBuffer.wrap(changed).putInt(body, length);
            assertThatIOException().as("" + length).isThrownBy(() -> ExchangeForm.answer(changed));
        }
    }

    @Test
    void refusesALineBreakInAHeader() throws IOException {
        byte[] changed = ExchangeForm.bytes(RawResponse.of(200).with("A", "b"));
        changed[changed.length - 5] = '\n';

        assertThatIOException().isThrownBy(() -> ExchangeForm.answer(changed)).withMessageContaining("line breaks");
    }

    @Test
    void refusesAHeaderThatStandsTwice() throws IOException {
        byte[] changed = ExchangeForm.bytes(RawResponse.of(200).with("A", "b").with("B", "b"));
        changed[changed.length - 10] = 'A';

        assertThatIOException().isThrownBy(() -> ExchangeForm.answer(changed)).withMessageContaining("once");
    }
}
