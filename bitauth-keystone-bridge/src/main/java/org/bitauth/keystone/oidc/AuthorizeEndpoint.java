package org.bitauth.keystone.oidc;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.Sin;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeRejection;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/**
 * The authorization endpoint (RFC 6749, section 3.1): checks the whole request before it shows anything, then asks for the
 * identity, then for an answer to a challenge, then sends the browser back with a code. Where each step comes from is sealed
 * and tied to the browser; nothing is kept.
 */
final class AuthorizeEndpoint {
    private static final String TITLE = "Log in with a Bitcoin key";
    private static final String IDENTITY_STEP = "identity";
    private static final String ANSWER_STEP = "answer";

    private final OidcProvider provider;
    private final BrowserCookie cookie;
    private final String action;

    AuthorizeEndpoint(OidcProvider provider) {
        this.provider = provider;
        cookie = new BrowserCookie(provider.issuer());
        action = provider.issuer() + "/authorize";
    }

    RawResponse get(RawRequest request, String requestId) {
        try {
            return begin(request, Parameters.ofQuery(request), requestId);
        } catch (MalformedException e) {
            return error(String.valueOf(e.getMessage()));
        }
    }

    RawResponse post(RawRequest request, String requestId) {
        try {
            Parameters parameters = Parameters.ofBody(request);
            return parameters.has("step")
                    ? next(request, parameters, requestId)
                    : begin(request, parameters, requestId);
        } catch (MalformedException e) {
            return error(String.valueOf(e.getMessage()));
        }
    }

    /** An unknown client or redirect URI is told to the person alone: no redirect to where nobody vouches for. */
    private RawResponse begin(RawRequest request, Parameters parameters, String requestId) {
        String redirectUri = parameters.get("redirect_uri");
        Optional<OidcClient> client = provider.clients().find(parameters.get("client_id"));
        if (client.filter(known -> known.mayRedirectTo(redirectUri)).isEmpty()) {
            provider.refuse(OidcRejection.INVALID_REQUEST, "client or redirect URI is not registered", requestId);
            return error("The client or its redirect URI is not registered here.");
        }
        Optional<String> error = AuthorizationRequest.error(parameters);
        if (error.isPresent()) {
            provider.refuse(OidcRejection.INVALID_REQUEST, error.get() + " for " + client.get(), requestId);
            return redirect(redirectUri, parameters.find("state"), "error", error.get());
        }
        AuthorizationRequest asked = AuthorizationRequest.of(parameters);
        String browser = cookie.read(request).orElseGet(cookie::fresh);
        return cookie.set(
                identityPage(200, asked, browser, parameters.find("login_hint").orElse(""), ""), browser);
    }

    private RawResponse next(RawRequest request, Parameters parameters, String requestId) {
        String step = parameters.get("step");
        Optional<Seals.Opened> answering = provider.seals().open(ANSWER_STEP, step);
        Optional<Seals.Opened> seal = answering.or(() -> provider.seals().open(IDENTITY_STEP, step));
        if (seal.isEmpty() || !cookie.matches(request, seal.get())) {
            provider.refuse(
                    OidcRejection.INVALID_REQUEST, "step is not ours, expired or of another browser", requestId);
            return error("This login has expired or was begun in another browser. Start again.");
        }
        AuthorizationRequest asked = AuthorizationRequest.of(seal.get());
        if (parameters.has("cancel")) {
            return redirect(asked.redirectUri(), asked.state(), "error", "access_denied");
        }
        return answering.isPresent()
                ? finish(answering.get(), asked, step, parameters.find("answer").orElse(""), requestId)
                : challenge(
                        seal.get(),
                        asked,
                        parameters.find("identity").orElse("").strip());
    }

    private RawResponse challenge(Seals.Opened seal, AuthorizationRequest asked, String identity) {
        Sin sin;
        try {
            sin = new Sin(identity);
        } catch (MalformedException e) {
            return identityPage(400, asked, seal.get("browser"), identity, "This is no SIN. " + e.getMessage());
        }
        Challenge challenge = provider.pages().issue(sin, FederationAsk.of(asked.client()));
        Map<String, String> content = asked.content();
        content.put("browser", seal.get("browser"));
        content.put("challenge", challenge.text());
        return challengePage(
                200, asked, provider.seals().seal(ANSWER_STEP, content, OidcProvider.PAGE_LIFE), challenge, "");
    }

    /** The challenge comes from the seal and not from the form: an answer is good for the login that showed it, only. */
    private RawResponse finish(
            Seals.Opened seal, AuthorizationRequest asked, String step, String pasted, String requestId) {
        String text = seal.get("challenge");
        try {
            var proof = provider.pages()
                    .verify(PastedAnswer.read(pasted, text), FederationAsk.of(asked.client()), requestId);
            if (proof instanceof Outcome.Accepted<ProvenIdentity, ChallengeRejection> yes) {
                return finish(asked, yes.value().sin(), requestId);
            }
            provider.refuse(
                    OidcRejection.INVALID_GRANT, proof.rejected().orElseThrow().reason() + " on the page", requestId);
        } catch (MalformedException e) {
            return challengePage(400, asked, step, Challenge.parse(text), String.valueOf(e.getMessage()));
        }
        return challengePage(400, asked, step, Challenge.parse(text), "The answer was not accepted.");
    }

    private RawResponse finish(AuthorizationRequest asked, Sin sin, String requestId) {
        if (provider.isDenied(sin)) {
            provider.refuse(OidcRejection.ACCESS_DENIED, sin + " is on the deny list", requestId);
            return redirect(asked.redirectUri(), asked.state(), "error", "access_denied");
        }
        String code = provider.codes().issue(asked, sin, provider.clock().instant());
        return redirect(asked.redirectUri(), asked.state(), "code", code);
    }

    private RawResponse identityPage(
            int status, AuthorizationRequest asked, String browser, String suggested, String message) {
        Map<String, String> content = asked.content();
        content.put("browser", browser);
        String step = provider.seals().seal(IDENTITY_STEP, content, OidcProvider.PAGE_LIFE);
        String body = LoginPage.identity(action, step, asked.client(), suggested, message);
        return HtmlPage.of(status, TITLE, body, origin(asked.redirectUri()));
    }

    private RawResponse challengePage(
            int status, AuthorizationRequest asked, String step, Challenge challenge, String message) {
        String warning = "You log in to " + asked.client() + ". Go on only if you began this login yourself, here.";
        String body = LoginPage.challenge(action, step, warning, challenge, message);
        return HtmlPage.of(status, TITLE, body, origin(asked.redirectUri()));
    }

    private static RawResponse error(String message) {
        return HtmlPage.message(400, message);
    }

    /** Back to the client, with the issuer's name against mix-up (RFC 9207). */
    private RawResponse redirect(String uri, Optional<String> state, String name, String value) {
        StringBuilder out = new StringBuilder(uri).append(uri.indexOf('?') < 0 ? '?' : '&');
        out.append(name).append('=').append(encoded(value));
        state.ifPresent(text -> out.append("&state=").append(encoded(text)));
        out.append("&iss=").append(encoded(provider.issuer()));
        return RawResponse.of(303)
                .with("Location", out.toString())
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String origin(String uri) {
        URI parsed = URI.create(uri);
        return parsed.getScheme() + "://" + parsed.getRawAuthority();
    }
}
