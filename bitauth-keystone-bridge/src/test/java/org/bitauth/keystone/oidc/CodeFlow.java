package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.oidc.DemoProvider.form;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.LoginJson;
import org.bitauth.keystone.SecretHash;

/** A relying party and a browser, by hand: the steps of a login by code. */
final class CodeFlow {
    static final String PUBLIC = "horizon";
    static final String SECRET = "keystone";
    static final String CALLBACK = "https://horizon.example/cb";
    static final String CALLBACK_WITH_QUERY = "https://keystone.example/cb?idp=bitauth";
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"; // RFC 7636, appendix B
    static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    static final String COOKIE = "__Host-bitauth-oidc";

    private static final SecretHash HASH = SecretHash.of("s3cret");

    final DemoProvider cloud;
    String cookie = "";

    CodeFlow() {
        this(settings -> {});
    }

    CodeFlow(Consumer<OidcProviderBuilder> more) {
        cloud = DemoProvider.with(settings -> {
            settings.client(OidcClient.ofPublic(PUBLIC, URI.create(CALLBACK)));
            settings.client(OidcClient.withSecret(SECRET, HASH, URI.create(CALLBACK_WITH_QUERY)));
            more.accept(settings);
        });
    }

    /** The parameters of a good request; changes are names and values in turn, an empty value leaves one out. */
    static Map<String, String> good(String... changes) {
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "client_id", PUBLIC,
                "redirect_uri", CALLBACK,
                "response_type", "code",
                "scope", "openid",
                "state", "st&te=1",
                "nonce", "n-0S6_WzA2Mj",
                "code_challenge", CHALLENGE,
                "code_challenge_method", "S256"));
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1].isEmpty()) {
                parameters.remove(changes[i]);
            } else {
                parameters.put(changes[i], changes[i + 1]);
            }
        }
        return parameters;
    }

    static String encoded(Map<String, String> parameters) {
        return form(parameters.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new));
    }

    RawResponse authorize(String... changes) {
        RawResponse answer = cloud.get("/authorize?" + encoded(good(changes)), "Cookie", COOKIE + "=" + cookie);
        answer.header("Set-Cookie")
                .ifPresent(text -> cookie = text.replaceFirst(".*?=", "").replaceFirst(";.*", ""));
        return answer;
    }

    RawResponse step(RawResponse page, String... fields) {
        String form = form("step", hidden(page)) + "&" + form(fields);
        return cloud.post("/authorize", form, "Cookie", COOKIE + "=" + cookie);
    }

    /** The page that shows a challenge. */
    RawResponse challengePage(BitauthKey key, String... changes) {
        RawResponse page = step(authorize(changes), "identity", key.sin().value());
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page;
    }

    static String hidden(RawResponse page) {
        return found("name=\"step\" value=\"([^\"]*)\"", page.text());
    }

    static String challenge(RawResponse page) {
        return found("(?s)<pre id=\"challenge\">(.*?)</pre>", page.text())
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    static String pasted(BitauthKey key, String challenge) {
        return key.publicKey().toHex() + " " + LoginJson.sign(key, challenge).toDerHex();
    }

    /** All steps of the browser. */
    RawResponse login(BitauthKey key, String... changes) {
        RawResponse page = challengePage(key, changes);
        return step(page, "answer", pasted(key, challenge(page)));
    }

    String code(BitauthKey key, String... changes) {
        return query(login(key, changes)).getOrDefault("code", "");
    }

    /** The good token request for a code; changes as above. */
    static Map<String, String> tokenRequest(String code, String... changes) {
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "client_id", PUBLIC,
                "redirect_uri", CALLBACK,
                "code_verifier", VERIFIER));
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1].isEmpty()) {
                parameters.remove(changes[i]);
            } else {
                parameters.put(changes[i], changes[i + 1]);
            }
        }
        return parameters;
    }

    RawResponse redeem(String code, String... changes) {
        return cloud.post("/token", encoded(tokenRequest(code, changes)));
    }

    /** The parameters of a redirect. */
    static Map<String, String> query(RawResponse redirect) {
        assertThat(redirect.status()).as(redirect.text()).isEqualTo(303);
        String location = redirect.header("Location").orElseThrow();
        Map<String, String> out = new TreeMap<>();
        for (String pair : location.substring(location.indexOf('?') + 1).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            assertThat(out.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8)))
                    .isNull();
        }
        return out;
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }
}
