package org.bitauth.http;

import static org.bitauth.http.RequestCase.accepted;
import static org.bitauth.http.RequestCase.refused;
import static org.bitauth.http.RequestForge.ALICE;
import static org.bitauth.http.RequestForge.CLOUD;
import static org.bitauth.http.RequestForge.NOW;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bitauth.BitauthSignature;
import org.bitauth.internal.Curve;

/** The steps after the headers: one request breaks one rule. */
final class BrokenRequests {
    private static final String BODY = "{\"a\":1}";
    private static final String EXPIRES = "expires=" + NOW.plusSeconds(60).getEpochSecond();
    private static final String LATER = "expires=" + NOW.plusSeconds(61).getEpochSecond();

    private BrokenRequests() {}

    static List<RequestCase> all() {
        List<RequestCase> all = new ArrayList<>(BrokenHeaders.step1());
        all.addAll(step2());
        all.addAll(step3());
        all.addAll(step4());
        all.addAll(step5());
        all.addAll(step6());
        all.addAll(step7());
        return all;
    }

    static List<RequestCase> step2() {
        SentRequest good = new RequestForge().sign();
        String second = "https://api.example:8443/identity";
        return List.of(
                accepted("host in another case", good.with("Host", "Cloud.EXAMPLE")),
                accepted("host with its default port", good.with("Host", "cloud.example:443")),
                malformed("host is missing", good.without("Host")),
                malformed("host is empty", good.with("Host", "")),
                malformed("host is sent twice", good.doubled("Host")),
                malformed("host is not ours", good.with("Host", "mallory.example")),
                malformed("host begins like ours", good.with("Host", "cloud.example.mallory.example")),
                malformed("host with a dot at the end", good.with("Host", "cloud.example.")),
                malformed("host with a user", good.with("Host", "user@cloud.example")),
                malformed("host with the port of http", good.with("Host", "cloud.example:80")),
                malformed("host with another port", good.with("Host", "cloud.example:8443")),
                malformed(
                        "host behind a proxy",
                        good.with("Host", "inner:8080").also("X-Forwarded-Host", "cloud.example")),
                malformed("target in absolute form", good.withTarget(CLOUD + "/v3/projects?limit=10")),
                malformed(
                        "target is an asterisk",
                        new RequestForge().method("OPTIONS").target("*").sign()),
                malformed(
                        "target in authority form",
                        new RequestForge().target("cloud.example:443").sign()),
                malformed("target is empty", new RequestForge().target("").sign()),
                malformed(
                        "target with a space", new RequestForge().target("/a b").sign()),
                accepted("first of two bases", good).at(CLOUD, second),
                accepted(
                                "second of two bases",
                                new RequestForge()
                                        .base(second, "api.example:8443")
                                        .sign())
                        .at(CLOUD, second),
                refused(
                                "signed for one base, sent to the other",
                                RequestRejection.INVALID,
                                good.with("Host", "api.example:8443"))
                        .at(CLOUD, second),
                accepted(
                                "prefix that a proxy strips",
                                new RequestForge()
                                        .base(CLOUD + "/identity", "cloud.example")
                                        .sign())
                        .at(CLOUD + "/identity/"),
                refused("signed without the prefix", RequestRejection.INVALID, good)
                        .at(CLOUD + "/identity"),
                accepted(
                        "characters that a URI may not have",
                        new RequestForge().target("/a?b=|{}^\"<>\\`").sign()),
                accepted(
                        "two slashes at the beginning",
                        new RequestForge().target("//a/b").sign()),
                accepted(
                        "escapes as they were sent",
                        new RequestForge().target("/a%2Fb/%7e?x=a+b%20c").sign()));
    }

    static List<RequestCase> step3() {
        return List.of(
                accepted(
                        "created 10 seconds ahead",
                        new RequestForge().times(10, 70).sign()),
                stale(
                        "created 11 seconds ahead",
                        new RequestForge().times(11, 71).sign()),
                accepted(
                        "expires in this second",
                        new RequestForge().times(-60, 0).sign()),
                stale("expired a second ago", new RequestForge().times(-61, -1).sign()),
                accepted("life of one second", new RequestForge().times(0, 1).sign()),
                stale("life of no second", new RequestForge().times(0, 0).sign()),
                stale(
                        "expires before it is created",
                        new RequestForge().times(5, 4).sign()),
                accepted("life of 300 seconds", new RequestForge().times(0, 300).sign()),
                stale("life of 301 seconds", new RequestForge().times(0, 301).sign()));
    }

    static List<RequestCase> step4() {

        return List.of(
                accepted(
                                "our nonce",
                                new RequestForge().nonce(ServerNonce.at(0)).sign())
                        .demandingNonce(),
                nonce("nonce of the client", new RequestForge().sign()),
                nonce(
                        "nonce of another server",
                        new RequestForge().nonce(ServerNonce.foreign()).sign()),
                accepted(
                                "nonce of 300 seconds",
                                new RequestForge().nonce(ServerNonce.at(-300)).sign())
                        .demandingNonce(),
                nonce(
                        "nonce of 301 seconds",
                        new RequestForge().nonce(ServerNonce.at(-301)).sign()),
                accepted(
                                "nonce 10 seconds ahead",
                                new RequestForge().nonce(ServerNonce.at(10)).sign())
                        .demandingNonce(),
                nonce(
                        "nonce 11 seconds ahead",
                        new RequestForge().nonce(ServerNonce.at(11)).sign()),
                nonce(
                        "other spelling of our nonce",
                        new RequestForge().nonce(ServerNonce.respelled(0)).sign()),
                nonce(
                        "our nonce and one more",
                        new RequestForge().nonce(ServerNonce.at(0) + "A").sign()),
                nonce(
                                "nonce less than the skew after the memory",
                                new RequestForge().nonce(ServerNonce.at(-31)).sign())
                        .rememberingSince(-40)
                        .demandingNonce(),
                accepted(
                                "nonce the skew after the memory",
                                new RequestForge().nonce(ServerNonce.at(-30)).sign())
                        .rememberingSince(-40)
                        .demandingNonce(),
                accepted(
                                "nonce the skew after a memory that is ahead",
                                new RequestForge().nonce(ServerNonce.at(15)).sign())
                        .rememberingSince(5),
                nonce(
                                "nonce more than the skew after a memory that is ahead",
                                new RequestForge().nonce(ServerNonce.at(16)).sign())
                        .rememberingSince(5),
                nonce("created less than two skews after the memory", new RequestForge().sign())
                        .rememberingSince(-19),
                accepted("created two skews after the memory", new RequestForge().sign())
                        .rememberingSince(-20),
                nonce(
                                "clock behind, created less than two skews after the memory",
                                new RequestForge().times(-21, 39).sign())
                        .rememberingSince(-40),
                accepted(
                                "clock behind, our nonce after the memory",
                                new RequestForge()
                                        .times(-30, 30)
                                        .nonce(ServerNonce.at(-12))
                                        .sign())
                        .rememberingSince(-25),
                accepted(
                                "our nonce in a young memory",
                                new RequestForge().nonce(ServerNonce.at(5)).sign())
                        .rememberingSince(-5));
    }

    static List<RequestCase> step5() {
        SentRequest good = new RequestForge().sign();
        return List.of(refused("sent before", RequestRejection.REPLAY, good).sentBefore(1));
    }

    static List<RequestCase> step6() {
        SentRequest post = new RequestForge().method("POST").body(BODY).sign();
        String wrong = ContentDigest.of("{\"a\":2}".getBytes(StandardCharsets.US_ASCII));
        String longest = "b".repeat(RequestCase.MAX_BODY);
        return List.of(
                accepted("body and its digest", post),
                accepted(
                        "body as long as the limit",
                        new RequestForge().body(longest).sign()),
                refused(
                        "body longer than the limit",
                        RequestRejection.TOO_LARGE,
                        new RequestForge().body(longest + "b").sign()),
                invalid("body changed", post.withBody("{\"a\":2}".getBytes(StandardCharsets.US_ASCII))),
                invalid("body taken away", post.withBody(new byte[0])),
                invalid("body added", new RequestForge().sign().withBody(new byte[1])),
                invalid(
                        "digest of another body",
                        new RequestForge().body(BODY).digest(wrong).sign()),
                invalid(
                        "digest of 1024 characters",
                        new RequestForge().digest("a".repeat(1024)).sign()),
                invalid(
                        "digest of another algorithm",
                        new RequestForge()
                                .digest(
                                        "sha-512=:z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==:")
                                .sign()),
                invalid(
                        "digests of two algorithms",
                        new RequestForge()
                                .digest(ContentDigest.of(new byte[0]) + ",md5=:1B2M2Y8AsgTpgAmY7PhCfg==:")
                                .sign()),
                invalid(
                        "digest without colons",
                        new RequestForge()
                                .digest(ContentDigest.of(new byte[0]).replace(":", ""))
                                .sign()));
    }

    static List<RequestCase> step7() {
        SentRequest good = new RequestForge()
                .method("POST")
                .body(BODY)
                .authToken("one")
                .subjectToken("two")
                .sign();
        String otherBody = "{\"a\":2}";
        SentRequest other = new RequestForge().body(otherBody).sign();
        byte[] rs = Base64.getDecoder()
                .decode(new RequestForge().sign().header("Signature").substring(9, 97));
        byte[] order = Curve.ORDER.toByteArray();
        return List.of(
                accepted("signature over everything", good),
                invalid(
                        "key off the curve",
                        new RequestForge().keyId("02" + "0".repeat(64)).sign()),
                invalid(
                        "key beyond the field",
                        new RequestForge().keyId("03" + "f".repeat(64)).sign()),
                invalid(
                        "key of another",
                        new RequestForge()
                                .keyId("02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5")
                                .sign()),
                invalid(
                        "key of the other parity",
                        new RequestForge()
                                .keyId("03" + ALICE.publicKey().toHex().substring(2))
                                .sign()),
                invalid(
                        "high S",
                        new RequestForge().signature(BrokenRequests::twin).sign()),
                invalid("other method", good.withMethod("PUT")),
                invalid("method in small letters", good.withMethod("post")),
                invalid("other path", good.withTarget("/v3/users?limit=10")),
                invalid("other escapes", good.withTarget("/v3/%70rojects?limit=10")),
                invalid("other query", good.withTarget("/v3/projects?limit=11")),
                invalid("without the query", good.withTarget("/v3/projects")),
                invalid(
                        "signed for http",
                        new RequestForge()
                                .base("http://cloud.example", "cloud.example")
                                .sign()),
                invalid(
                        "other body with its digest",
                        good.withBody(otherBody.getBytes(StandardCharsets.US_ASCII))
                                .with("Content-Digest", other.header("Content-Digest"))),
                invalid("other token", good.with("X-Auth-Token", "other")),
                invalid("other subject token", good.with("X-Subject-Token", "other")),
                invalid("tokens exchanged", good.with("X-Auth-Token", "two").with("X-Subject-Token", "one")),
                invalid(
                        "other nonce",
                        good.with(
                                "Signature-Input",
                                good.header("Signature-Input").replace("nonce=\"b", "nonce=\"c"))),
                invalid(
                        "life made longer",
                        good.with(
                                "Signature-Input",
                                good.header("Signature-Input").replace(EXPIRES, LATER))),
                invalid("signature of another request", good.with("Signature", other.header("Signature"))),
                forged("r is 0", rs, new byte[32], 0),
                forged("s is 0", rs, new byte[32], 32),
                forged("r is the order", rs, order, 0),
                forged("s is the order", rs, order, 32));
    }

    private static BitauthSignature twin(BitauthSignature signature) {
        byte[] bytes = signature.toBytes();
        Curve.writeScalar(Curve.ORDER.subtract(new BigInteger(1, bytes, 32, 32)), bytes, 32);
        return BitauthSignature.ofBytes(bytes);
    }

    /** The good signature with other 32 bytes in it. */
    private static RequestCase forged(String rule, byte[] signature, byte[] number, int at) {
        byte[] changed = signature.clone();
        System.arraycopy(number, number.length - 32, changed, at, 32);
        return invalid(rule, new RequestForge().sign().with("Signature", RequestForge.member(changed)));
    }

    private static RequestCase nonce(String rule, SentRequest request) {
        RequestCase broken = refused(rule, RequestRejection.NONCE, request);
        return rule.startsWith("memory") ? broken : broken.demandingNonce();
    }

    private static RequestCase malformed(String rule, SentRequest request) {
        return refused(rule, RequestRejection.MALFORMED, request);
    }

    private static RequestCase stale(String rule, SentRequest request) {
        return refused(rule, RequestRejection.STALE, request);
    }

    private static RequestCase invalid(String rule, SentRequest request) {
        return refused(rule, RequestRejection.INVALID, request);
    }
}
