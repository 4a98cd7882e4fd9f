package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicBasesTest {
    @ParameterizedTest
    @CsvSource({
        "https://cloud.example, https://cloud.example/x",
        "https://cloud.example/, https://cloud.example/x",
        "HTTPS://Cloud.Example:443/, https://cloud.example/x",
        "https://cloud.example/identity, https://cloud.example/identity/x",
        "https://cloud.example/Identity///, https://cloud.example/Identity/x",
        "https://cloud.example/a%2Fb, https://cloud.example/a%2Fb/x",
    })
    void writesTheUrlThatTheClientSigned(String base, String url) {
        assertThat(target("cloud.example", "/x", base)).contains(url);
    }

    @Test
    void knowsPortsAndAddresses() {
        assertThat(target("[::1]:5000", "/x", "http://[::1]:5000/v3")).contains("http://[::1]:5000/v3/x");
        assertThat(target("127.0.0.1", "/x", "http://127.0.0.1:80")).contains("http://127.0.0.1/x");
        assertThat(target("127.0.0.1:80", "/x", "http://127.0.0.1")).contains("http://127.0.0.1/x");
        assertThat(target("127.0.0.1:443", "/x", "http://127.0.0.1")).isEmpty();
        assertThat(target("h", "/x", "https://h:80")).isEmpty();
    }

    @Test
    void hostChoosesTheBase() {
        String[] bases = {"https://a.example", "http://b.example/p", "https://a.example:8443"};

        assertThat(target("a.example", "/x", bases)).contains("https://a.example/x");
        assertThat(target("B.example:80", "/x", bases)).contains("http://b.example/p/x");
        assertThat(target("a.example:8443", "/x", bases)).contains("https://a.example:8443/x");
        assertThat(target("c.example", "/x", bases)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://h, https://h/other",
        "https://h, https://H:443",
        "http://h, https://h",
        "http://h:443, https://h",
        "http://h, https://h:80",
        "http://h:443, https://h:443",
    })
    void refusesTwoBasesThatOneHostCanMean(String one, String other) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new PublicBases(List.of(URI.create(one), URI.create(other))));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new PublicBases(List.of(URI.create(other), URI.create(one))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://cloud.example",
                "cloud.example",
                "mailto:someone",
                "/path",
                "//cloud.example",
                "https:///path",
                "https://:443",
                "https://user@cloud.example",
                "https://cloud.example/?q",
                "https://cloud.example/#f",
                "https://cl\u00f6ud.example",
                "https://cloud.example/\u20ac",
            })
    void refusesBasesThatNoClientCanSign(String url) {
        URI base = URI.create(url);

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> PublicBase.of(base));
    }

    @Test
    void refusesNoBaseAtAll() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new PublicBases(List.of()));
    }

    @Test
    void realmIsTheFirstBase() {
        assertThat(new PublicBases(List.of(URI.create("https://A.example/p/"), URI.create("https://b.example")))
                        .realm())
                .isEqualTo("https://a.example/p");
    }

    private static Optional<String> target(String host, String target, String... bases) {
        return new PublicBases(Arrays.stream(bases).map(URI::create).toList())
                .targetUri(new RawRequest("GET", target, "", Map.of("Host", List.of(host)), new byte[0]));
    }
}
