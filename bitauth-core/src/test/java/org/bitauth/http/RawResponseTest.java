package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawResponseTest {
    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\nSet-Cookie: b", "\n", "a\r\n"})
    void refusesLineBreaksInHeaders(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RawResponse.of(200).with("X-Name", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain\r\nSet-Cookie: b", "text/plain\n"})
    void refusesLineBreaksInTheMediaType(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> RawResponse.of(200, value, ""));
    }

    @Test
    void answersHeadWithoutTheBodyButWithItsHeaders() {
        RawResponse answer = RawResponse.of(200, "application/json", "{}").with("X-Name", "value");

        RawResponse head = answer.withoutBody();

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers()).isEqualTo(answer.headers());
        assertThat(head.body()).isEmpty();
        assertThat(answer.text()).isEqualTo("{}");
    }

    @Test
    void looksHeadersUpInAnyCaseAndKeepsTheLastOfAName() {
        RawResponse answer = RawResponse.of(204).with("X-Name", "1").with("x-name", "2");

        assertThat(answer.header("X-NAME")).contains("2");
        assertThat(answer.headers()).hasSize(1);
        assertThat(answer.header("other")).isEmpty();
    }

    @Test
    void isNotChangedByWith() {
        RawResponse answer = RawResponse.of(204);
        RawResponse other = answer.with("X-Name", "1");

        assertThat(answer.headers()).isEmpty();
        assertThat(other.headers()).hasSize(1);
    }

    @Test
    void copiesTheBodyAtItsBorders() {
        byte[] bytes = "abc".getBytes(StandardCharsets.UTF_8);
        RawResponse answer = RawResponse.of(200, bytes);
        bytes[0] = 'x';
        answer.body()[1] = 'x';

        assertThat(answer.text()).isEqualTo("abc");
    }

    @Test
    void writesTextAsUtf8() {
        assertThat(RawResponse.of(200, "text/plain; charset=utf-8", "é").body()).containsExactly(0xc3, 0xa9);
    }
}
