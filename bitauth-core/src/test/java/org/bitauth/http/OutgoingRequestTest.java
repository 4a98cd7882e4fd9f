package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bitauth.http.RequestForge.ALICE;
import static org.bitauth.http.RequestForge.NOW;

import java.time.Duration;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.SetClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingRequestTest {
    private static final String URL = "https://cloud.example/v3";

    @ParameterizedTest
    @CsvSource({
        "https://cloud.example, https://cloud.example/",
        "HTTPS://Cloud.EXAMPLE:443/Path, https://cloud.example/Path",
        "http://cloud.example:80?q=A, http://cloud.example/?q=A",
        "http://cloud.example:443/, http://cloud.example:443/",
        "https://cloud.example/a%2fb/%7E//c?x=a+b%20c|{}, https://cloud.example/a%2fb/%7E//c?x=a+b%20c|{}",
        "https://cloud.example/a@b?c@d, https://cloud.example/a@b?c@d",
        "http://[::1]:5000/v3, http://[::1]:5000/v3",
    })
    void normalisesTheUrlAndNothingElse(String url, String normal) {
        assertThat(get(url).url()).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/path",
                "ftp://cloud.example/",
                "https:///path",
                "https://:443/",
                "https://user@cloud.example/",
                "https://cloud.example/#fragment",
                "https://cloud.example?q#f",
                "https://cloud.example/a b",
                "https://cloud.example/\n",
                "https://cloud.example/\u00e9",
            })
    void refusesUrlsThatCannotBeSigned(String url) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> get(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "get", "GET ", "G\nT", "GET2", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG"})
    void refusesMethodsThatAreNone(String method) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> OutgoingRequest.of(method, URL, new byte[0]));
    }

    @Test
    void refusesTokensThatNoHeaderCanHoldAndDoesNotSayThem() {
        for (String token : new String[] {"", "a b", "a\nb", "secret\u00e9", "t".repeat(8193)}) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> get(URL).withAuthToken(token))
                    .withMessageNotContaining("secret");
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> get(URL).withSubjectToken(token));
        }
        assertThat(get(URL).withAuthToken("secret")).hasToString("OutgoingRequest[GET " + URL + "]");
    }

    @Test
    void keepsItsBody() {
        byte[] body = {1, 2};
        OutgoingRequest request = OutgoingRequest.of("PUT", URL, body);
        body[0] = 9;
        request.body()[1] = 9;

        assertThat(request.body()).containsExactly(1, 2);
    }

    @Test
    void signerCoversTheTokensInOrder() {
        RequestSigner signer = RequestSigner.of(ALICE, new SetClock(NOW.plusMillis(900)));

        assertThat(signer.sign(get(URL).withSubjectToken("s").withAuthToken("a"))
                        .get("Signature-Input"))
                .contains("\"content-digest\" \"x-auth-token\" \"x-subject-token\")")
                .contains(";created=" + NOW.getEpochSecond() + ";expires=" + (NOW.getEpochSecond() + 60) + ";");
        assertThat(signer.sign(get(URL)).get("Signature-Input"))
                .contains("\"content-digest\");")
                .isNotEqualTo(signer.sign(get(URL)).get("Signature-Input"));
    }

    @Test
    void signerFollowsTheClockOfTheServer() {
        RequestSigner signer = RequestSigner.of(ALICE, new SetClock(NOW));

        assertThat(signer.sign(get(URL), Optional.empty(), Duration.ofSeconds(-90))
                        .get("Signature-Input"))
                .contains(";created=" + NOW.minusSeconds(90).getEpochSecond() + ";");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "n\n\"@method\": DELETE\nnnnnnnnnn", "nnnnnnnnnnnnnnnnnnnnnn\";keyid=\"x"})
    void signerTakesNoTextForANonce(String nonce) {
        RequestSigner signer = RequestSigner.of(ALICE, new SetClock(NOW));

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> signer.sign(get(URL), Optional.of(nonce), Duration.ZERO));
    }

    private static OutgoingRequest get(String url) {
        return OutgoingRequest.of("GET", url, new byte[0]);
    }
}
