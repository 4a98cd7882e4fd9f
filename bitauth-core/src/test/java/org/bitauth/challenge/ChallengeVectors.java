package org.bitauth.challenge;

import static org.bitauth.challenge.LoginFixture.ALICE;
import static org.bitauth.challenge.LoginFixture.ASK;
import static org.bitauth.challenge.LoginFixture.BOB;
import static org.bitauth.challenge.LoginFixture.CLOUD;
import static org.bitauth.challenge.LoginFixture.NOW;
import static org.bitauth.challenge.LoginFixture.OTHER_ASK;
import static org.bitauth.challenge.LoginFixture.answer;
import static org.bitauth.challenge.LoginFixture.withSignature;
import static org.bitauth.challenge.LoginFixture.withText;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthSignature;
import org.bitauth.Sin;
import org.bitauth.internal.Curve;

/** Makes {@code vectors/challenges.json}: good answers, and for each rule an answer that breaks it alone. */
final class ChallengeVectors {
    static final String MAC_KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private static final String OLD_KEY = "ff".repeat(32);
    private static final String NONCE = "AAECAwQFBgcICQoLDA0ODw";
    private static final MacKeys KEYS = MacKeys.of(key("k2", MAC_KEY));
    private static final Challenge FINE = challenge(CLOUD, ALICE.sin(), ASK, NOW, 120);
    private static final ChallengeAnswer GOOD = answer(FINE);

    private final ArrayNode cases = JsonNodeFactory.instance.arrayNode();

    private ChallengeVectors() {}

    static ObjectNode make() {
        ChallengeVectors vectors = new ChallengeVectors();
        vectors.accepted();
        vectors.spelling();
        vectors.keysAndSignatures();
        vectors.meaning();
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put(
                "about",
                "Answers to challenges, as docs/protocol.md judges them: each case breaks the one rule that its name says, or"
                        + " none. The outcome is 'accepted' or the reason of the first step that refuses. 'ask' is the line"
                        + " of the request that carries the answer; 'used' are nonces that were claimed; the memory of"
                        + " nonces begins at 'remembering_since'. The keys are for tests only.");
        file.put("cloud", CLOUD).put("max_skew_seconds", 10);
        ArrayNode keys = file.putArray("mac_keys");
        keys.addObject().put("id", "k2").put("key", MAC_KEY);
        keys.addObject().put("id", "k1").put("key", OLD_KEY);
        file.set("cases", vectors.cases);
        return file;
    }

    private void accepted() {
        add("good answer", "accepted", GOOD);
        Challenge old = marked(FINE, MacKeys.of(key("k1", OLD_KEY)));
        add("older MAC key", "accepted", answer(old));
        add("as far in the future as the skew allows", "accepted", GOOD, NOW.minusSeconds(10));
        add("in its last second", "accepted", GOOD, NOW.plusSeconds(120));
    }

    private void spelling() {
        text("step 1: empty text", "");
        text(
                "step 1: 2049 bytes",
                FINE.text().replace("Default", "D".repeat(2049 - FINE.text().length() + 7)));
        text("step 1: a statement", FINE.text().replace("Bitauth login 1", "Bitauth rotate 1"));
        text("step 1: another version", FINE.text().replace("Bitauth login 1", "Bitauth login 2"));
        text("step 1: line feed at the end", FINE.text() + "\n");
        text("step 1: carriage returns", FINE.text().replace("\n", "\r\n"));
        text("step 1: missing line", FINE.text().replace("Nonce: " + NONCE + "\n", ""));
        text("step 1: unknown line", FINE.text().replace("\nNonce", "\nMore: a\nNonce"));
        text("step 1: repeated line", FINE.text().replace("\nNonce", "\nNonce: " + NONCE + "\nNonce"));
        text("step 1: empty line", FINE.text().replace("\nNonce", "\n\nNonce"));
        text("step 1: blank at the end of a line", FINE.text().replace("Default", "Default "));
        text("step 1: letter outside ASCII", FINE.text().replace("demo", "d\u00e9mo"));
        text("step 1: SIN with a wrong checksum", FINE.text().replace("QkzDz", "QkDzz"));
        text("step 1: fraction of a second", FINE.text().replace("10:02:00Z", "10:02:00.0Z"));
        text("step 1: second 60", FINE.text().replace("10:02:00Z", "10:01:60Z"));
        text("step 1: expires as it is issued", FINE.text().replace("10:02:00Z", "10:00:00Z"));
        text("step 1: nonce with bits to spare", FINE.text().replace("0ODw", "0ODx"));
        text("step 1: MAC without key id", FINE.text().replace("Mac: k2.", "Mac: "));
    }

    private void keysAndSignatures() {
        Optional<String> key = GOOD.publicKey();
        Optional<String> address = Optional.of("1P4HgsXtxXMrPmTXDwcYaBHWhsPza9kxcE");
        sentWith("step 2: neither key nor address", Optional.empty(), Optional.empty());
        sentWith("step 2: both key and address", key, address);
        sentWith("step 2: key off the curve", Optional.of("02" + "0".repeat(63) + "5"), Optional.empty());
        sentWith("step 2: uncompressed key", Optional.of("04" + "a8".repeat(64)), Optional.empty());
        add("step 2: DER and a byte more", "MALFORMED", withSignature(GOOD, GOOD.signature() + "00"));
        add("step 2: empty signature", "MALFORMED", withSignature(GOOD, ""));
        add("step 8: key of another identity", "IDENTITY", answer(FINE, BOB));
        add("step 9: signature of another text", "SIGNATURE", withSignature(GOOD, sign(ALICE, OTHER_ASK)));
        add("step 9: signature of another key", "SIGNATURE", withSignature(GOOD, sign(BOB, ASK)));
        byte[] bytes = BitauthSignature.ofDerHex(GOOD.signature()).toBytes();
        Curve.writeScalar(Curve.ORDER.subtract(new BigInteger(1, bytes, 32, 32)), bytes, 32);
        String high = BitauthSignature.ofBytes(bytes).toDerHex();
        add("step 9: high S", "SIGNATURE", withSignature(GOOD, high));
    }

    private void meaning() {
        String otherNonce = FINE.text().replace(NONCE, "AAECAwQFBgcICQoLDA0ODg");
        add("step 3: a byte before the MAC changed", "MAC", answer(Challenge.parse(otherNonce)));
        add("step 3: unknown MAC key", "MAC", answer(marked(FINE, MacKeys.of(key("k3", MAC_KEY)))));
        add("step 3: MAC of another key", "MAC", answer(marked(FINE, MacKeys.of(key("k2", OLD_KEY)))));
        add("step 4: another cloud", "CLOUD", answer(challenge("https://other.example", ALICE.sin(), ASK, NOW, 120)));
        add("step 5: issued beyond the skew", "STALE", GOOD, NOW.minusSeconds(11));
        add("step 5: expired", "STALE", GOOD, NOW.plusSeconds(121));
        add("step 5: lives 121 seconds", "STALE", answer(challenge(CLOUD, ALICE.sin(), ASK, NOW, 121)));
        Instant early = NOW.minusSeconds(3591);
        add("step 5: issued 9 seconds after the memory begins", "STALE", answer(issued(early)), early);
        Instant surely = early.plusSeconds(1);
        add("step 5: issued 10 seconds after the memory begins", "accepted", answer(issued(surely)), early);
        add("step 6: another ask", "ASK", answer(challenge(CLOUD, ALICE.sin(), OTHER_ASK, NOW, 120)));
        add("step 7: nonce was used", "REPLAY", GOOD);
        ((ObjectNode) cases.get(cases.size() - 1)).putArray("used").add(NONCE);
    }

    private static Challenge issued(Instant issued) {
        return challenge(CLOUD, ALICE.sin(), ASK, issued, 120);
    }

    private static Challenge challenge(String cloud, Sin identity, Ask ask, Instant issued, long life) {
        Instant expires = issued.plusSeconds(life);
        return marked(new Challenge(cloud, identity, ask.line(), issued, expires, NONCE, "0." + NONCE), KEYS);
    }

    private static Challenge marked(Challenge c, MacKeys keys) {
        String mac = keys.mark(c.authenticated());
        return new Challenge(c.cloud(), c.identity(), c.asks(), c.issued(), c.expires(), c.nonce(), mac);
    }

    private static String sign(BitauthKey key, Ask ask) {
        return key.sign(challenge(CLOUD, ALICE.sin(), ask, NOW, 120).signable()).toDerHex();
    }

    private static MacKey key(String id, String hex) {
        return MacKey.of(id, HexFormat.of().parseHex(hex));
    }

    private void text(String name, String text) {
        add(name, "MALFORMED", withText(GOOD, text));
    }

    private void sentWith(String name, Optional<String> publicKey, Optional<String> address) {
        add(name, "MALFORMED", new ChallengeAnswer(GOOD.challenge(), publicKey, address, GOOD.signature()));
    }

    private void add(String name, String outcome, ChallengeAnswer answer) {
        add(name, outcome, answer, NOW);
    }

    private void add(String name, String outcome, ChallengeAnswer answer, Instant now) {
        ObjectNode node = cases.addObject()
                .put("name", name)
                .put("outcome", outcome)
                .put("now", now.toString())
                .put("remembering_since", NOW.minusSeconds(3600).toString());
        node.putArray("used");
        node.put("ask", ASK.line()).put("challenge", answer.challenge());
        answer.publicKey().ifPresent(key -> node.put("public_key", key));
        answer.address().ifPresent(address -> node.put("address", address));
        node.put("signature", answer.signature());
    }
}
