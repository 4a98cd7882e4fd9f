package org.bitauth.keystone.oidc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.Sin;
import org.bitauth.challenge.Ask;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeRejection;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/**
 * The person's side of the device grant (RFC 8628, section 3.3): takes the user code and the identity, says who waits and
 * since when, and takes an answer whose ask names audience and user code.
 */
final class DevicePage {
    private static final String TITLE = "Let a device log in with your Bitcoin key";
    private static final String STEP = "device answer";

    private final OidcProvider provider;
    private final Devices devices;
    private final BrowserCookie cookie;
    private final String action;

    DevicePage(OidcProvider provider, Devices devices) {
        this.provider = provider;
        this.devices = devices;
        cookie = new BrowserCookie(provider.issuer());
        action = provider.issuer() + "/device";
    }

    RawResponse get(RawRequest request, String requestId) {
        try {
            String code = Parameters.ofQuery(request)
                    .find("user_code")
                    .flatMap(UserCode::read)
                    .orElse("");
            String browser = cookie.read(request).orElseGet(cookie::fresh);
            return cookie.set(first(200, code, "", ""), browser);
        } catch (MalformedException e) {
            return first(400, "", "", String.valueOf(e.getMessage()));
        }
    }

    RawResponse post(RawRequest request, String requestId) {
        try {
            Parameters parameters = Parameters.ofBody(request);
            return parameters.has("step")
                    ? next(request, parameters, requestId)
                    : begin(request, parameters, requestId);
        } catch (MalformedException e) {
            return first(400, "", "", String.valueOf(e.getMessage()));
        }
    }

    private RawResponse begin(RawRequest request, Parameters parameters, String requestId) {
        String typed = parameters.find("user_code").orElse("");
        String identity = parameters.find("identity").orElse("").strip();
        Optional<String> browser = cookie.read(request);
        if (browser.isEmpty()) {
            return first(400, "", identity, "This page needs its cookie. Try again.");
        }
        if (!devices.mayGuess(request)) {
            provider.refuse(OidcRejection.SLOW_DOWN, "too many user codes", requestId);
            return first(429, "", identity, "Too many codes were tried. Wait a minute.");
        }
        Sin sin;
        try {
            sin = new Sin(identity);
        } catch (MalformedException e) {
            return first(400, typed, identity, "This is no SIN. " + e.getMessage());
        }
        Optional<DeviceRequest> waiting = UserCode.read(typed).flatMap(devices::find);
        if (waiting.isEmpty()) {
            provider.refuse(OidcRejection.INVALID_GRANT, "no device waits with this user code", requestId);
            return first(400, typed, identity, "No device waits with this code.");
        }
        Challenge challenge = provider.pages().issue(sin, ask(waiting.get()));
        Map<String, String> content = Map.of(
                "browser", browser.get(),
                "challenge", challenge.text(),
                "device", waiting.get().id(),
                "user", waiting.get().userCode());
        String step = provider.seals().seal(STEP, content, OidcProvider.PAGE_LIFE);
        return second(200, waiting.get(), step, challenge, "");
    }

    private RawResponse next(RawRequest request, Parameters parameters, String requestId) {
        Optional<Seals.Opened> seal = provider.seals().open(STEP, parameters.get("step"));
        if (seal.isEmpty() || !cookie.matches(request, seal.get())) {
            provider.refuse(
                    OidcRejection.INVALID_REQUEST, "step is not ours, expired or of another browser", requestId);
            return first(400, "", "", "This page has expired or was opened in another browser. Begin again.");
        }
        Optional<DeviceRequest> waiting = devices.find(seal.get().get("user"))
                .filter(found -> found.id().equals(seal.get().get("device")));
        if (waiting.isEmpty()) {
            return first(400, "", "", "No device waits with this code any more.");
        }
        if (parameters.has("cancel")) {
            devices.decide(waiting.get(), new DeviceRequest.Decision(Optional.empty()));
            return done("The device was refused.");
        }
        String text = seal.get().get("challenge");
        String step = parameters.get("step");
        Outcome<ProvenIdentity, ChallengeRejection> proof;
        try {
            String pasted = parameters.find("answer").orElse("");
            proof = provider.pages().verify(PastedAnswer.read(pasted, text), ask(waiting.get()), requestId);
        } catch (MalformedException e) {
            return second(400, waiting.get(), step, Challenge.parse(text), String.valueOf(e.getMessage()));
        }
        if (proof instanceof Outcome.Rejected<ProvenIdentity, ChallengeRejection> no) {
            provider.refuse(OidcRejection.INVALID_GRANT, no.reason() + " on the device page", requestId);
            return second(400, waiting.get(), step, Challenge.parse(text), "The answer was not accepted.");
        }
        Sin sin = proof.accepted().orElseThrow().sin();
        return devices.decide(waiting.get(), new DeviceRequest.Decision(Optional.of(sin)))
                ? done("The device is confirmed. You may close this page.")
                : first(400, "", "", "Somebody else decided about this device.");
    }

    private static Ask ask(DeviceRequest request) {
        return FederationAsk.onDevice(request.audience(), request.userCode());
    }

    private RawResponse first(int status, String code, String identity, String message) {
        return HtmlPage.of(status, TITLE, LoginPage.device(action, code, identity, message), "");
    }

    private RawResponse second(int status, DeviceRequest request, String step, Challenge challenge, String message) {
        long age =
                Duration.between(request.created(), provider.clock().instant()).toSeconds();
        String warning = "A device at " + request.sender() + " asked " + age + " seconds ago, as client "
                + request.client() + ", for a token for " + request.audience() + ". It shows the code "
                + request.userCode() + ". Go on only if you started this yourself, on a device that is before you now: "
                + "whoever holds that device will act as you.";
        return HtmlPage.of(status, TITLE, LoginPage.challenge(action, step, warning, challenge, message), "");
    }

    private static RawResponse done(String message) {
        return HtmlPage.of(200, TITLE, "<p id=\"done\">" + HtmlPage.text(message) + "</p>\n", "");
    }
}
