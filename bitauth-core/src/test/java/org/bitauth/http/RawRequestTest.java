package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawRequestTest {
    @ParameterizedTest
    @CsvSource({
        "/v3/auth/tokens, '', /v3/auth/tokens",
        "/v3/auth/tokens?nocatalog, '', /v3/auth/tokens",
        "/identity/v3/auth/tokens?a=/b, /identity, /v3/auth/tokens",
        "/identity, /identity, ''",
        "/identity?a, /identity, ''",
        "/other/v3, /identity, /other/v3",
        "//double//slash, '', //double//slash",
        "/a%2Fb/%c3%a9, '', /a%2Fb/%c3%a9",
        "/?, '', /"
    })
    void routesByThePathBelowItsMountUndecoded(String target, String mount, String path) {
        RawRequest request = new RawRequest("GET", target, mount, Map.of(), new byte[0]);

        assertThat(request.path()).isEqualTo(path);
        assertThat(request.target()).isEqualTo(target);
        assertThat(request.method()).isEqualTo("GET");
    }

    @ParameterizedTest
    @CsvSource({
        "/p?nocatalog, true",
        "/p?nocatalog=1, true",
        "/p?a=b&nocatalog, true",
        "/p?nocatalog&a=b, true",
        "/p, false",
        "/p?, false",
        "/p?nocatalogs, false",
        "/p?a=nocatalog, false",
        "/nocatalog?a, false",
        "/p?NOCATALOG, false"
    })
    void findsParametersOfTheQuery(String target, boolean there) {
        assertThat(new RawRequest("GET", target, "", Map.of(), new byte[0]).hasQuery("nocatalog"))
                .isEqualTo(there);
    }

    @Test
    void tellsTheSenderOnlyWhereTheServerDid() {
        RawRequest request = with(Map.of("X-Forwarded-For", List.of("203.0.113.7"), "Forwarded", List.of("for=x")));
        RawRequest sent = request.sentFrom("198.51.100.9");

        assertThat(request.sender()).isEmpty();
        assertThat(sent.sender()).contains("198.51.100.9");
        assertThat(sent.target()).isEqualTo(request.target());
        assertThat(sent.path()).isEqualTo(request.path());
        assertThat(sent.method()).isEqualTo(request.method());
        assertThat(sent.body()).isEqualTo(request.body());
        assertThat(sent.header("x-forwarded-for")).contains("203.0.113.7");
    }

    @Test
    void readsHeadersInAnyCase() {
        RawRequest request = with(Map.of("X-Auth-Token", List.of("t")));

        assertThat(request.header("x-auth-TOKEN")).contains("t");
        assertThat(request.headers("x-auth-token")).containsExactly("t");
    }

    @Test
    void givesNoValueOfAHeaderThatIsRepeatedOrMissing() {
        RawRequest request = with(Map.of("Host", List.of("a.example", "b.example"), "Empty", List.of("")));

        assertThat(request.header("host")).isEmpty();
        assertThat(request.headers("host")).containsExactly("a.example", "b.example");
        assertThat(request.header("cookie")).isEmpty();
        assertThat(request.headers("cookie")).isEmpty();
        assertThat(request.header("empty")).contains("");
    }

    @Test
    void doesNotChangeWithWhatItWasMadeOf() {
        byte[] body = {1, 2};
        Map<String, List<String>> headers = new HashMap<>(Map.of("A", List.of("1")));
        RawRequest request = new RawRequest("POST", "/", "", headers, body);
        body[0] = 9;
        headers.clear();
        request.body()[1] = 9;

        assertThat(request.body()).containsExactly(1, 2);
        assertThat(request.header("a")).contains("1");
    }

    private static RawRequest with(Map<String, List<String>> headers) {
        return new RawRequest("GET", "/", "", headers, new byte[0]);
    }
}
