package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorResponseTest {
    @Test
    void hasTheFormOfTheProtocol() {
        RawResponse answer = ErrorResponse.of(401, "replay", "The nonce was used before.");

        assertThat(answer.text())
                .isEqualTo("{\"error\":{\"code\":401,\"title\":\"Unauthorized\","
                        + "\"message\":\"The nonce was used before.\",\"reason\":\"replay\"}}\n");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "400, Bad Request",
        "401, Unauthorized",
        "403, Forbidden",
        "404, Not Found",
        "405, Method Not Allowed",
        "409, Conflict",
        "413, Content Too Large",
        "500, Internal Server Error",
        "503, Service Unavailable"
    })
    void namesTheStatus(int status, String title) throws IOException {
        assertThat(error(ErrorResponse.of(status, "r", "m")).get("title").asText())
                .isEqualTo(title);
    }

    @Test
    void escapesWhateverTheMessageHolds() throws IOException {
        String message = "\"}\\ \r\n\t\u0000 é \ud83d\ude00 \u2028 \u007f </script>";

        RawResponse answer = ErrorResponse.of(400, "a\"b", message);

        assertThat(error(answer).get("message").asText()).isEqualTo(message);
        assertThat(error(answer).get("reason").asText()).isEqualTo("a\"b");
        assertThat(answer.text()).matches("[ -~]*\n");
    }

    @Test
    void makesAnotherRequestIdEachTime() {
        assertThat(RequestId.next()).matches("req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(RequestId.next()).isNotEqualTo(RequestId.next());
    }

    private static JsonNode error(RawResponse answer) throws IOException {
        return new ObjectMapper().readTree(answer.body()).get("error");
    }
}
