package org.bitauth.benchmarks.crypto;

import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Signatures, verifications, identities and whole signed requests, beside libsecp256k1 in C and by JNI, BouncyCastle and
 * npm's bitauth. Every contender is checked first: it accepts what is good, refuses a flipped bit, signs as the others do.
 */
public final class CryptoBenchmark {
    private static final int WARM_UP_SECONDS = Integer.getInteger("bitauth.bench.warmup", 20);
    private static final int ROUNDS = Integer.getInteger("bitauth.bench.rounds", 200);

    private static final String C_PARSED = "C, parsed key";
    private static final String C_VERIFY = "C, 33 bytes";
    private static final String C_SIGN = "C, sign";
    private static final String BC_PARSED = "BouncyCastle, parsed key";
    private static final String BC_VERIFY = "BouncyCastle, 33 bytes";
    private static final String BC_SIGN = "BouncyCastle, sign";
    private static final String JNI_VERIFY = "JNI, 33 bytes";
    private static final String JNI_SIGN = "JNI, sign";
    private static final String NPM_VERIFY = "npm bitauth, verify";
    private static final String NPM_SIGN = "npm bitauth, sign";
    private static final String UNSEEN = "bitauth, unseen key";
    private static final String RETURNING = "bitauth, returning key";
    private static final String SIGN = "bitauth, sign";
    private static final String SIN = "bitauth, SIN of a key";
    private static final String REQUEST = "bitauth, signed request";

    private CryptoBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        List<Case> cases = Case.all();
        try (Program c = Peer.libsecp256k1(cases);
                Program npm = Peer.npm(cases)) {
            Map<String, Contender> verifiers = new LinkedHashMap<>();
            verifiers.put(C_PARSED, c.contender("verify-parsed"));
            verifiers.put(C_VERIFY, c.contender("verify"));
            verifiers.put(JNI_VERIFY, Jni.verify(cases));
            verifiers.put(BC_PARSED, BouncyCastle.verifyParsed(cases));
            verifiers.put(BC_VERIFY, BouncyCastle.verify(cases));
            verifiers.put(NPM_VERIFY, npm.contender("verify"));
            verifiers.put(RETURNING, Bitauth.verifyReturning(cases));
            verifiers.put(UNSEEN, Bitauth.verifyUnseen(cases));
            Map<String, Contender> signers = new LinkedHashMap<>();
            signers.put(C_SIGN, c.contender("sign"));
            signers.put(JNI_SIGN, Jni.sign(cases));
            signers.put(BC_SIGN, BouncyCastle.sign(cases));
            signers.put(NPM_SIGN, npm.contender("sign"));
            signers.put(SIGN, Bitauth.sign(cases));
            check(cases, verifiers, signers);

            Map<String, Contender> all = new LinkedHashMap<>(verifiers);
            all.putAll(signers);
            all.put(SIN, Bitauth.sin(cases));
            all.put(REQUEST, new Requests(cases));
            Rounds rounds = new Rounds(all);
            rounds.warmUp(WARM_UP_SECONDS);
            rounds.measure(ROUNDS);
            print(rounds, verifiers, signers);
            printAllocation(all);
        }
    }

    private static void check(List<Case> cases, Map<String, Contender> verifiers, Map<String, Contender> signers)
            throws IOException {
        for (Case one : cases) {
            for (Map.Entry<String, Contender> each : verifiers.entrySet()) {
                require(each.getValue().answer(one).equals("1"), each.getKey() + " must accept " + one);
                for (Case broken : one.broken()) {
                    require(
                            each.getValue().answer(broken).equals("0"),
                            each.getKey() + " must refuse a change of " + one);
                }
            }
            String signature = HexFormat.of().formatHex(one.signature().toBytes());
            for (Map.Entry<String, Contender> each : signers.entrySet()) {
                require(
                        each.getValue().answer(one).equals(signature),
                        each.getKey() + " must sign as the others, " + one);
            }
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }

    private static void print(Rounds rounds, Map<String, Contender> verifiers, Map<String, Contender> signers) {
        System.out.printf(
                "java %s, %d processors; %s; %d rounds%n",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                Peer.versions(),
                ROUNDS);
        System.out.println("microseconds; ratios are medians of rounds, and their quartiles");
        verifiers.keySet().forEach(name -> print(rounds, name, C_VERIFY, BC_VERIFY));
        signers.keySet().forEach(name -> print(rounds, name, C_SIGN, BC_SIGN));
        List.of(SIN, REQUEST).forEach(name -> print(rounds, name));
        Bars bars = new Bars(rounds);
        bars.ratio(UNSEEN, BC_VERIFY, 0.55);
        bars.ratio(UNSEEN, C_VERIFY, 1.6);
        bars.ratio(RETURNING, BC_VERIFY, 0.30);
        bars.ratio(RETURNING, C_VERIFY, 0.85);
        bars.ratio(SIGN, C_SIGN, 1.0);
        bars.micros(SIN, 1.3);
        bars.difference(REQUEST, RETURNING, 6);
    }

    private static void printAllocation(Map<String, Contender> all) throws IOException {
        System.out.printf(Locale.ROOT, "%s allocates %.0f bytes%n", RETURNING, Allocation.bytes(all.get(RETURNING)));
        Bars.bytes(REQUEST + " allocates", Allocation.bytes(all.get(REQUEST)), 8192);
    }

    private static void print(Rounds rounds, String name, String... others) {
        Spread micros = rounds.micros(name);
        StringBuilder ratios = new StringBuilder();
        for (String other : others) {
            ratios.append(String.format(
                    Locale.ROOT, "  %s x %s", rounds.ratio(name, other).text(), other));
        }
        System.out.printf(
                Locale.ROOT, "%-26s least %7.2f  median %7.2f%s%n", name, micros.least(), micros.median(), ratios);
    }
}
