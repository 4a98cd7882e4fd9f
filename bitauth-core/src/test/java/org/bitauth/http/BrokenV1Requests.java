package org.bitauth.http;

import static org.bitauth.http.RequestForge.ALICE;
import static org.bitauth.http.RequestForge.CLOUD;
import static org.bitauth.http.V1Case.accepted;
import static org.bitauth.http.V1Case.refused;
import static org.bitauth.http.V1Case.signed;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bitauth.BitauthSignature;
import org.bitauth.internal.Curve;

/** A request in BitPay's form for each rule of the server, docs/protocol.md, "Signed requests, v1". */
final class BrokenV1Requests {
    private static final String UNCOMPRESSED = "04d7cfea0841ca90c67f5260013e2fadf86c7fe3587c58851e4489736bb8ed5863"
            + "a84e1ec0cdf44463e04d0f8f146a2eb752e38ae16401ec8304d023c31046b8b0";
    private static final SentRequest GOOD = signed("GET", "/user?b=2&a=%C3%a9|{}", "");
    private static final SentRequest POST = signed("POST", "/pizzas", "{\"type\":\"pepperoni\"}");
    private static final String KEY = GOOD.header("X-Identity");
    private static final String DER = GOOD.header("X-Signature");

    private BrokenV1Requests() {}

    static List<V1Case> all() {
        List<V1Case> all = new ArrayList<>();
        all.addAll(step1());
        all.addAll(step2());
        all.addAll(step3());
        all.addAll(step4());
        all.addAll(step5());
        return List.copyOf(all);
    }

    static List<V1Case> step1() {
        SentRequest v2 = new RequestForge().sign();
        List<V1Case> cases = new ArrayList<>(List.of(
                accepted("nothing is broken", GOOD),
                accepted(
                        "both headers in capitals",
                        key(KEY.toUpperCase(Locale.ROOT)).with("X-Signature", upper())),
                refused(
                        "neither header",
                        RequestRejection.MISSING,
                        GOOD.without("X-Identity").without("X-Signature")),
                refused("not switched on", RequestRejection.MISSING, GOOD).switchedOnFor(),
                refused("key beside a v2 signature", RequestRejection.MALFORMED, v2.with("X-Identity", KEY)),
                refused(
                        "with Signature-Input",
                        RequestRejection.MALFORMED,
                        GOOD.with("Signature-Input", v2.header("Signature-Input"))),
                refused("with Signature", RequestRejection.MALFORMED, GOOD.with("Signature", "bitauth=:AA==:"))));
        for (String name : List.of("X-Identity", "X-Signature")) {
            cases.add(refused(name + " is missing", GOOD.without(name)));
            cases.add(refused(name + " is sent twice", GOOD.doubled(name)));
            cases.add(refused(name + " is sent again, empty", GOOD.also(name, "")));
            cases.add(refused(name + " is empty", GOOD.with(name, "")));
            cases.add(refused(name + " is not hex", GOOD.with(name, "hello")));
            cases.add(refused(name + " begins with a space", GOOD.with(name, " " + GOOD.header(name))));
            cases.add(refused(name + " has 5000 characters", GOOD.with(name, "x".repeat(5000))));
        }
        cases.addAll(List.of(
                refused("key with a byte more", key(KEY + "00")),
                refused("key uncompressed", key(UNCOMPRESSED)),
                refused("key hybrid", key("06" + UNCOMPRESSED.substring(2))),
                refused("key off the curve", key("02" + "0".repeat(64))),
                refused("signature with bytes after it", der(DER + "deadbeef")),
                refused("signature without its first byte", der(DER.substring(2))),
                refused("signature as r and s", der(rs(BitauthSignature.ofDerHex(DER)))),
                refused("r is 0", der("3006020100020101")),
                refused("s is the order", der("30260201010221" + "00" + Curve.ORDER.toString(16)))));
        return cases;
    }

    static List<V1Case> step2() {
        return List.of(
                refused("host is not ours", GOOD.with("Host", "mallory.example")),
                refused("host is missing", GOOD.without("Host")),
                refused("host is sent twice", GOOD.doubled("Host")),
                refused("target in absolute form", GOOD.withTarget(CLOUD + GOOD.target())),
                refused("target is an asterisk", GOOD.withTarget("*")),
                refused("target with a space", GOOD.withTarget("/user name")));
    }

    static List<V1Case> step3() {
        List<V1Case> cases = new ArrayList<>(List.of(
                accepted("HEAD", GOOD.withMethod("HEAD")),
                accepted("POST where it is switched on", POST).switchedOnFor("POST"),
                refused("GET where only POST is switched on", GOOD).switchedOnFor("POST")));
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "get")) {
            cases.add(refused("method " + method, GOOD.withMethod(method)));
        }
        return cases;
    }

    static List<V1Case> step4() {
        return List.of(
                accepted("body as long as the limit", signed("GET", "/", "b".repeat(64))),
                refused("body longer than the limit", RequestRejection.TOO_LARGE, signed("GET", "/", "b".repeat(65))));
    }

    static List<V1Case> step5() {
        byte[] more = "{\"type\":\"pepperoni\"} ".getBytes(StandardCharsets.UTF_8);
        return List.of(
                accepted("high S, which BitPay makes", der(twin(BitauthSignature.ofDerHex(DER)))),
                refused(
                        "key of the other parity",
                        key("03" + ALICE.publicKey().toHex().substring(2))),
                refused("signature of another request", der(POST.header("X-Signature"))),
                refused("query with more", GOOD.withTarget(GOOD.target() + "&c")),
                refused("query taken away", GOOD.withTarget("/user")),
                refused("body added", GOOD.withBody(new byte[1])),
                refused("body taken away", POST.withBody(new byte[0])).switchedOnFor("POST"),
                refused("body with more", POST.withBody(more)).switchedOnFor("POST"));
    }

    private static SentRequest key(String value) {
        return GOOD.with("X-Identity", value);
    }

    private static SentRequest der(String value) {
        return GOOD.with("X-Signature", value);
    }

    private static String upper() {
        return DER.toUpperCase(Locale.ROOT);
    }

    private static String rs(BitauthSignature signature) {
        return HexFormat.of().formatHex(signature.toBytes());
    }

    private static String twin(BitauthSignature low) {
        byte[] bytes = low.toBytes();
        Curve.writeScalar(Curve.ORDER.subtract(new BigInteger(1, bytes, 32, 32)), bytes, 32);
        return BitauthSignature.ofBytes(bytes).toDerHex();
    }
}
