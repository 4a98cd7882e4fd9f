package org.bitauth.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.challenge.Challenge;

/** Whether the auth method {@code bitauth} gives a new identity the challenge that clients will sign. */
final class MethodCheck {
    private static final String SUBJECT = "method bitauth";
    private static final int MOST_METHODS = 20;

    private MethodCheck() {}

    static Way look(Exchange exchange, String url) {
        Sin stranger = BitauthKey.generate().sin();
        ObjectNode body = new ObjectMapper().createObjectNode();
        ObjectNode identity = body.putObject("auth").putObject("identity");
        identity.putArray("methods").add("bitauth");
        identity.putObject("bitauth").put("identity", stranger.value());
        Reply reply = exchange.post(url + "/auth/tokens", body.toString());
        JsonNode told = reply.json().path("error").path("identity");
        JsonNode challenge = told.path("bitauth").path("challenge");
        if (reply.status() == 401 && challenge.isTextual()) {
            return challenge(url, stranger, challenge.textValue(), reply);
        }
        if (reply.status() == 401 && told.path("methods").isArray()) {
            return Way.absent(Finding.missing(
                    SUBJECT,
                    "Keystone offers " + names(told.path("methods"))
                            + ": install the plug-in, and add bitauth to [auth] methods of keystone.conf"));
        }
        if (reply.status() == 503 && reply.isKeystonesError()) {
            return Way.setUp(Finding.missing(
                    SUBJECT,
                    "the plug-in is there, but gets no answer that it believes (HTTP 503): see Keystone's log; the bridge"
                            + " must run at [bitauth] bridge_url, with the same secret"));
        }
        if (reply.status() == 401) {
            return Way.setUp(Finding.missing(
                    SUBJECT,
                    "a first step is refused without a challenge (HTTP 401): see Keystone's log and the bridge's"));
        }
        return Way.setUp(Finding.missing(SUBJECT, "a first step of a login " + reply.told()));
    }

    private static Way challenge(String url, Sin asked, String text, Reply reply) {
        try {
            Challenge challenge = Challenge.parse(text);
            Finding offered = challenge.identity().equals(asked)
                    ? Finding.ok(SUBJECT, "a new identity gets a challenge")
                    : Finding.missing(SUBJECT, "the challenge is for another identity than asked");
            Finding cloud = challenge.cloud().equals(url)
                    ? Finding.ok("cloud of challenges", "challenges are for " + url)
                    : Finding.missing(
                            "cloud of challenges",
                            "challenges are for " + challenge.cloud() + ", which clients of " + url
                                    + " do not sign: set 'keystone' in the bridge's config, or tell users the other URL");
            return Way.setUp(offered, cloud, ClockCheck.ofIssued("bridge's clock", challenge.issued(), reply));
        } catch (MalformedException e) {
            return Way.setUp(Finding.missing(SUBJECT, "the challenge has another form: " + e.getMessage()));
        }
    }

    private static String names(JsonNode methods) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Math.min(methods.size(), MOST_METHODS); i++) {
            names.add(methods.path(i).asText());
        }
        return String.join(", ", names);
    }
}
