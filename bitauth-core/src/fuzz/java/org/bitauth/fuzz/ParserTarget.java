package org.bitauth.fuzz;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;
import org.bitauth.Sin;
import org.bitauth.challenge.Ask;
import org.bitauth.challenge.AskKind;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;
import org.bitauth.challenge.MacKey;
import org.bitauth.challenge.MacKeys;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RequestRejection;
import org.bitauth.http.RequestVerifier;
import org.bitauth.internal.Base58;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementKind;
import org.bitauth.statement.StatementSignature;
import org.bitauth.statement.StatementVerifier;
import org.bitauth.wallet.BitcoinAddress;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitauth.wallet.WalletSignature;
import org.bitauth.wallet.Wif;

/**
 * Each parser of what comes from outside. Whatever it is fed, it gives a value that is written again as the same text, or
 * throws a {@link MalformedException} where it may throw at all. Texts are read as UTF-8, parts of an input are divided by
 * a zero byte.
 */
public enum ParserTarget {
    /** Text of a SIN. */
    SIN {
        @Override
        boolean takes(byte[] input) {
            String text = text(input);
            return same(text, new Sin(text).value());
        }
    },
    /** Hexadecimal digits of a public key. */
    PUBLIC_KEY {
        @Override
        boolean takes(byte[] input) {
            String text = text(input);
            BitauthPublicKey key = BitauthPublicKey.ofHex(text);
            same(HexFormat.of().formatHex(HexFormat.of().parseHex(text)), key.toHex());
            return key.sin().equals(new Sin(key.sin().value()));
        }
    },
    /** DER of a signature. */
    DER {
        @Override
        boolean takes(byte[] input) {
            BitauthSignature signature = BitauthSignature.ofDer(input);
            same(HexFormat.of().formatHex(input), signature.toDerHex());
            return same(
                    signature.toDerHex(),
                    BitauthSignature.ofBytes(signature.toBytes()).toDerHex());
        }
    },
    /** A private key in wallet import format. */
    WIF {
        @Override
        boolean takes(byte[] input) {
            String text = text(input);
            BitauthKey key = Wif.parse(text);
            return require(Arrays.stream(BitcoinNetwork.values())
                    .map(network -> Wif.format(key, network, SecretAccess.EXPORT))
                    .anyMatch(text::equals));
        }
    },
    /** An address of the main network. */
    BITCOIN_ADDRESS {
        @Override
        boolean takes(byte[] input) {
            String text = text(input);
            BitcoinAddress address = BitcoinAddress.parse(text, BitcoinNetwork.MAINNET);
            int length = address.script().length;
            require(length >= 4 && length <= 42);
            return same(text, address.toString());
        }
    },
    /** Text, address and signature by a wallet: throws nothing. */
    WALLET_SIGNATURE {
        @Override
        boolean takes(byte[] input) {
            String[] parts = parts(input, 3);
            return new WalletSignature(parts[1], parts[2])
                    .verify(parts[0], BitcoinNetwork.REGTEST)
                    .accepted()
                    .filter(proven -> same(parts[1], proven.address().toString()))
                    .isPresent();
        }
    },
    /** Base 58, the other way round as well; throws nothing. */
    BASE58 {
        @Override
        boolean takes(byte[] input) {
            String text = text(input);
            byte[] some = Arrays.copyOf(input, Math.min(input.length, 90));
            byte[] again = Base58.decode(Base58.encode(some)).orElseThrow();
            same(HexFormat.of().formatHex(some), HexFormat.of().formatHex(again));
            return Base58.decode(text)
                    .filter(bytes -> same(text, Base58.encode(bytes)))
                    .isPresent();
        }
    },
    /** Text of a challenge. */
    CHALLENGE {
        @Override
        boolean takes(byte[] input) {
            String text = text(input);
            return same(text, Challenge.parse(text).text());
        }
    },
    /** Line of an ask; throws nothing. */
    ASK {
        private static final List<AskKind> KINDS = List.of(
                AskKind.SIGN_IN,
                AskKind.of("token for project {} in domain {}", AskKind.Slot.NAME, AskKind.Slot.NAME),
                AskKind.of("token for project {} in domain id {}", AskKind.Slot.NAME, AskKind.Slot.ID));

        @Override
        boolean takes(byte[] input) {
            String text = text(input);
            List<AskKind> readers =
                    KINDS.stream().filter(kind -> kind.read(text).isPresent()).toList();
            require(readers.size() <= 1);
            for (AskKind kind : readers) {
                String[] values = kind.read(text).orElseThrow().toArray(String[]::new);
                same(text, kind.ask(values).line());
            }
            return !readers.isEmpty();
        }
    },
    /** Challenge, public key and signature of an answer: throws nothing, and no fuzzer finds a signature. */
    CHALLENGE_ANSWER {
        private static final String CLOUD = "https://cloud.example/v3";

        @Override
        boolean takes(byte[] input) {
            String[] parts = parts(input, 3);
            // Made anew each time: one that was used remembers, and the same input would not give the same result.
            Challenges challenges = Challenges.builder(URI.create(CLOUD))
                    .shared(MacKeys.of(MacKey.of("k1", new byte[32])), longAgo())
                    .clock(() -> NOW)
                    .build();
            Ask ask = AskKind.SIGN_IN.ask();
            ChallengeAnswer.sign(parts[0], CLOUD, ask, KEY)
                    .accepted()
                    .ifPresent(answer -> require(answer.challenge().contains("\nAsks: sign in\n")));
            ChallengeAnswer answer = new ChallengeAnswer(parts[0], Optional.of(parts[1]), Optional.empty(), parts[2]);
            return challenges.verify(answer, ask).accepted().isPresent();
        }
    },
    /** Three headers and the target of a signed request: throws nothing. Taken if it is not malformed. */
    SIGNATURE_INPUT {
        @Override
        boolean takes(byte[] input) {
            String[] parts = parts(input, 4);
            Map<String, List<String>> headers = Map.of(
                    "Host", List.of("cloud.example"),
                    "Content-Digest", List.of(parts[0]),
                    "Signature-Input", List.of(parts[1]),
                    "Signature", List.of(parts[2]));
            RawRequest request = new RawRequest("GET", parts[3], "", headers, new byte[0]);
            return RequestVerifier.builder(URI.create("https://cloud.example"), longAgo())
                    .clock(() -> NOW)
                    .build()
                    .verify(request)
                    .rejected()
                    .filter(no -> no.reason() == RequestRejection.MALFORMED)
                    .isEmpty();
        }
    },
    /** Text of a statement. */
    STATEMENT {
        @Override
        boolean takes(byte[] input) {
            String text = text(input);
            return same(text, Statement.parse(text, StatementKind.ROTATE).text());
        }
    },
    /** Text, two public keys and two signatures of a statement: throws nothing. */
    SIGNED_STATEMENT {
        @Override
        boolean takes(byte[] input) {
            String[] parts = parts(input, 5);
            SignedStatement signed = new SignedStatement(
                    parts[0],
                    List.of(new StatementSignature(parts[1], parts[2]), new StatementSignature(parts[3], parts[4])));
            return StatementVerifier.builder(URI.create("https://cloud.example/v3"))
                    .clock(() -> NOW)
                    .build()
                    .verify(signed, StatementKind.ROTATE)
                    .accepted()
                    .filter(proven -> same(parts[0], proven.statement().text()))
                    .isPresent();
        }
    };

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final BitauthKey KEY = BitauthKey.ofHex("0".repeat(63) + "1");

    /** Targets whose parser throws nothing at all, since refusals are values there. */
    private static final List<ParserTarget> THROW_NOTHING =
            List.of(WALLET_SIGNATURE, BASE58, ASK, CHALLENGE_ANSWER, SIGNATURE_INPUT, SIGNED_STATEMENT);

    /**
     * Feeds the parser.
     *
     * @param input what a stranger sent
     * @return true if it was taken
     */
    public boolean feed(byte[] input) {
        try {
            return takes(input);
        } catch (MalformedException allowed) {
            if (THROW_NOTHING.contains(this)) {
                throw allowed;
            }
            return false;
        }
    }

    private static ReplayGuard longAgo() {
        return new InMemoryReplayGuard(1, () -> NOW.minusSeconds(60));
    }

    abstract boolean takes(byte[] input);

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    private static String[] parts(byte[] input, int count) {
        return Arrays.copyOf(text(input).concat("\0".repeat(count)).split("\0", -1), count);
    }

    private static boolean same(String one, String other) {
        return require(one.equals(other));
    }

    private static boolean require(boolean rule) {
        if (!rule) {
            throw new IllegalStateException("a parser read what it would not write");
        }
        return true;
    }
}
