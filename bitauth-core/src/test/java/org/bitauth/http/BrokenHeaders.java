package org.bitauth.http;

import static org.bitauth.http.RequestCase.accepted;
import static org.bitauth.http.RequestCase.refused;
import static org.bitauth.http.RequestForge.ALICE;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The first step: each header once, short, in its one spelling. Each request breaks one thing, and is signed as it is. */
final class BrokenHeaders {
    private static final String KEY = ALICE.publicKey().toHex();

    private BrokenHeaders() {}

    static List<RequestCase> step1() {
        List<RequestCase> all = new ArrayList<>();
        all.add(accepted("nothing is broken", good()));
        all.add(accepted("header names in another case", renamed(good())));
        all.add(refused("no signature at all", RequestRejection.MISSING, unsigned()));
        all.add(refused(
                "no signature at all, but a token",
                RequestRejection.MISSING,
                unsigned().with("X-Auth-Token", "t")));
        for (String name : List.of("Signature-Input", "Signature", "Content-Digest")) {
            all.add(malformed(name + " is missing", good().without(name)));
            all.add(malformed(name + " is empty", good().with(name, "")));
            all.add(malformed(name + " is sent twice", good().doubled(name)));
            all.add(malformed(name + " has 1025 characters", good().with(name, lengthened(good().header(name)))));
            all.add(malformed(name + " ends with a space", good().with(name, good().header(name) + " ")));
        }
        all.add(malformed("X-Identity beside", good().with("X-Identity", KEY)));
        all.add(malformed("X-Signature beside", good().with("X-Signature", "3006020101020101")));
        all.add(malformed(
                "method with a digit", new RequestForge().method("GET2").sign()));
        all.add(malformed("method is empty", new RequestForge().method("").sign()));
        all.addAll(inputs());
        all.addAll(signatures());
        all.addAll(tokens());
        return all;
    }

    private static List<RequestCase> inputs() {
        List<RequestCase> all = new ArrayList<>();
        all.add(malformed("other label", good().with("Signature-Input", input().replace("bitauth=", "sig1="))));
        all.add(malformed(
                "label in capitals", good().with("Signature-Input", input().replace("bitauth=", "Bitauth="))));
        all.add(malformed("second member", good().with("Signature-Input", input() + ", sig1=();created=1")));
        all.add(malformed("space before the label", good().with("Signature-Input", " " + input())));
        all.add(changed("two spaces between components", "\" \"", "\"  \""));
        all.add(changed("tab between components", "\" \"", "\"\t\""));
        all.add(changed("space after the parenthesis", "(\"", "( \""));
        all.add(changed("components in another order", "\"@method\" \"@target-uri\"", "\"@target-uri\" \"@method\""));
        all.add(changed("method not covered", "\"@method\" ", ""));
        all.add(changed("target not covered", "\"@target-uri\" ", ""));
        all.add(changed("digest not covered", " \"content-digest\"", ""));
        all.add(changed("nothing covered", "\"@method\" \"@target-uri\" \"content-digest\"", ""));
        all.add(changed("further component", "digest\"", "digest\" \"@authority\""));
        all.add(changed("component twice", "\"@method\" ", "\"@method\" \"@method\" "));
        all.add(changed("component in capitals", "content-digest", "Content-Digest"));
        all.add(changed("component with a parameter", "\"content-digest\"", "\"content-digest\";sf"));
        all.add(changed("created is missing", ";created=\\d+", ""));
        all.add(changed("created in quotes", "created=(\\d+)", "created=\"$1\""));
        all.add(changed("created with a sign", "created=", "created=+"));
        all.add(changed("created with a leading zero", "created=", "created=0"));
        all.add(changed("created with a fraction", "created=(\\d+)", "created=$1.0"));
        all.add(changed("created in nine digits", "created=(\\d{9})\\d", "created=$1"));
        all.add(changed("created in eleven digits", "created=(\\d+)", "created=1$1"));
        all.add(changed("created twice", "(;created=\\d+)", "$1$1"));
        all.add(changed("expires is missing", ";expires=\\d+", ""));
        all.add(changed("expires in quotes", "expires=(\\d+)", "expires=\"$1\""));
        all.add(changed("expires with a leading zero", "expires=", "expires=0"));
        all.add(changed("expires before created", "(;created=\\d+)(;expires=\\d+)", "$2$1"));
        all.add(accepted("nonce of 22", new RequestForge().nonce("-".repeat(22)).sign()));
        all.add(accepted("nonce of 86", new RequestForge().nonce("_".repeat(86)).sign()));
        all.add(malformed(
                "nonce of 21", new RequestForge().nonce("n".repeat(21)).sign()));
        all.add(malformed(
                "nonce of 87", new RequestForge().nonce("n".repeat(87)).sign()));
        all.add(malformed(
                "nonce with padding",
                new RequestForge().nonce("n".repeat(22) + "==").sign()));
        all.add(malformed(
                "nonce of the other alphabet",
                new RequestForge().nonce("+/".repeat(12)).sign()));
        all.add(malformed(
                "nonce with a space", new RequestForge().nonce("n n".repeat(10)).sign()));
        all.add(changed("nonce is missing", ";nonce=\"[^\"]*\"", ""));
        all.add(changed("nonce without quotes", "nonce=\"([^\"]*)\"", "nonce=$1"));
        all.add(changed("keyid is missing", ";keyid=\"[^\"]*\"", ""));
        all.add(changed("keyid without quotes", "keyid=\"([^\"]*)\"", "keyid=$1"));
        all.add(changed("keyid with one digit in capitals", "keyid=\"02d", "keyid=\"02D"));
        all.add(malformed(
                "keyid too short",
                new RequestForge().keyId(KEY.substring(0, 65)).sign()));
        all.add(malformed("keyid too long", new RequestForge().keyId(KEY + "0").sign()));
        all.add(malformed(
                "keyid uncompressed",
                new RequestForge().keyId("04" + "ab".repeat(64)).sign()));
        all.add(malformed(
                "keyid hybrid",
                new RequestForge().keyId("06" + KEY.substring(2)).sign()));
        all.add(malformed(
                "keyid is a SIN", new RequestForge().keyId(ALICE.sin().value()).sign()));
        all.add(changed("tag is missing", ";tag=\"[^\"]*\"", ""));
        all.add(changed("tag of another version", "bitauth-2", "bitauth-1"));
        all.add(changed("tag in capitals", "bitauth-2", "BITAUTH-2"));
        all.add(changed("algorithm named", "$", ";alg=\"ecdsa-p256-sha256\""));
        all.add(changed("further parameter", "$", ";x=1"));
        all.add(changed("space after a semicolon", ";created", "; created"));
        return all;
    }

    private static List<RequestCase> signatures() {
        String member = good().header("Signature");
        String bare = member.substring("bitauth=:".length(), member.length() - 1);
        UnaryOperator<String> with = text -> "bitauth=:" + text + ":";
        List<RequestCase> all = new ArrayList<>();
        all.add(signature("signature under another label", member.replace("bitauth", "sig1")));
        all.add(signature("signature without colons", "bitauth=" + bare));
        all.add(signature("signature without its last colon", "bitauth=:" + bare));
        all.add(signature("signature without label", ":" + bare + ":"));
        all.add(signature("second signature", member + ", sig1=:AAAA:"));
        all.add(signature("signature without padding", with.apply(bare.replace("=", ""))));
        all.add(signature("signature with unused bits set", with.apply(bare.substring(0, 85) + "B==")));
        all.add(signature("signature of the URL alphabet", with.apply("_" + bare.substring(1))));
        all.add(signature(
                "signature with a space inside", with.apply(bare.substring(0, 40) + " " + bare.substring(41))));
        all.add(signature("signature of 63 bytes", RequestForge.member(new byte[63])));
        all.add(signature("signature of 65 bytes", RequestForge.member(new byte[65])));
        all.add(signature("signature in DER", RequestForge.member(new byte[71])));
        all.add(signature("signature in hex", with.apply("ab".repeat(64))));
        all.add(malformed(
                "digest with a space",
                new RequestForge().digest("sha-256=:AA ==:").sign()));
        return all;
    }

    private static List<RequestCase> tokens() {
        SentRequest both =
                new RequestForge().authToken("auth").subjectToken("subject").sign();
        List<RequestCase> all = new ArrayList<>();
        all.add(accepted("both tokens covered", both));
        all.add(malformed(
                "subject token before auth token",
                new RequestForge()
                        .authToken("auth")
                        .subjectToken("subject")
                        .input(value -> value.replace(
                                "\"x-auth-token\" \"x-subject-token\"", "\"x-subject-token\" \"x-auth-token\""))
                        .sign()));
        for (String name : List.of("X-Auth-Token", "X-Subject-Token")) {
            all.add(malformed(name + " not covered", good().with(name, "token")));
            all.add(malformed(name + " covered, not sent", with(name, "token").without(name)));
            all.add(malformed(name + " sent twice", with(name, "token").doubled(name)));
            all.add(malformed(
                    name + " not covered, sent twice", good().with(name, "a").also(name, "b")));
            all.add(accepted(name + " of 8192 characters", with(name, "t".repeat(8192))));
            all.add(malformed(name + " of 8193 characters", with(name, "t".repeat(8193))));
            all.add(malformed(name + " with a space", with(name, "to ken")));
            all.add(malformed(name + " is empty", with(name, "")));
        }
        return all;
    }

    private static SentRequest with(String name, String token) {
        RequestForge forge = new RequestForge();
        return (name.equals("X-Auth-Token") ? forge.authToken(token) : forge.subjectToken(token)).sign();
    }

    private static SentRequest good() {
        return new RequestForge().sign();
    }

    private static SentRequest unsigned() {
        return good().without("Signature-Input").without("Signature").without("Content-Digest");
    }

    private static SentRequest renamed(SentRequest request) {
        return request.without("Signature").with("SIGNATURE", request.header("Signature"));
    }

    private static String input() {
        return good().header("Signature-Input");
    }

    private static String lengthened(String value) {
        return value + "a".repeat(1025 - value.length());
    }

    /** Signed with this change in Signature-Input. */
    private static RequestCase changed(String rule, String pattern, String replacement) {
        String literal = pattern.matches("[(\" ]+") ? Pattern.quote(pattern) : pattern;
        UnaryOperator<String> change = value -> {
            String other = value.replaceFirst(literal, replacement);
            if (other.equals(value)) {
                throw new AssertionError(rule + " changes nothing");
            }
            return other;
        };
        return malformed(rule, new RequestForge().input(change).sign());
    }

    private static RequestCase signature(String rule, String header) {
        return malformed(rule, good().with("Signature", header));
    }

    private static RequestCase malformed(String rule, SentRequest request) {
        return refused(rule, RequestRejection.MALFORMED, request);
    }
}
