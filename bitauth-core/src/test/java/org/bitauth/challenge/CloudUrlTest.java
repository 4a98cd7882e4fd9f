package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://cloud.example, https://cloud.example",
        "https://cloud.example/, https://cloud.example",
        "https://cloud.example/v3/, https://cloud.example/v3",
        "https://cloud.example/v3//, https://cloud.example/v3",
        "HTTPS://Cloud.Example/V3, https://cloud.example/V3",
        "https://cloud.example:443/v3, https://cloud.example/v3",
        "https://cloud.example:8443/v3, https://cloud.example:8443/v3",
        "https://cloud.example:80/v3, https://cloud.example:80/v3",
        "https://cloud.example:/v3, https://cloud.example/v3",
        "https://cloud.example/%7Ea/%2f, https://cloud.example/%7Ea/%2f",
        "http://localhost:5000/v3, http://localhost:5000/v3",
        "http://LOCALHOST:80/, http://localhost",
        "http://127.0.0.1:443, http://127.0.0.1:443",
        "http://127.8.9.10/x, http://127.8.9.10/x",
        "http://[::1]:35357/v3, http://[::1]:35357/v3",
        "https://[2001:DB8::1]/v3, https://[2001:db8::1]/v3"
    })
    void hasOneSpelling(String url, String text) {
        assertThat(CloudUrl.of(URI.create(url))).isEqualTo(text);
        assertThat(CloudUrl.of(URI.create(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cloud.example/v3",
                "http://localhost.example/",
                "http://notlocalhost/",
                "http://127.0.0.1.example/",
                "http://128.0.0.1/",
                "http://0.0.0.0/",
                "http://[::2]/",
                "ftp://cloud.example/",
                "ws://localhost/",
                "cloud.example/v3",
                "//cloud.example/v3",
                "/v3",
                "https:///v3",
                "https:cloud.example",
                "https://under_score.example/",
                "https://user@cloud.example/",
                "https://user:word@cloud.example/",
                "https://cloud.example/v3?",
                "https://cloud.example/v3?a=b",
                "https://cloud.example/v3#",
                "https://cloud.example/v3#a",
                "https://cloud.example/é",
                "https://clöud.example/",
                ""
            })
    void refusesEveryOtherUrl(String url) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> CloudUrl.of(URI.create(url)));
    }

    @Test
    void repeatsNoPassword() {
        for (String url : new String[] {
            "http://user:s3cret@cloud.example/", "https://user:s3cret@cloud.example/", "https://u:s3cret@under_score/"
        }) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> CloudUrl.of(URI.create(url)))
                    .withMessageNotContaining("s3cret");
        }
    }
}
