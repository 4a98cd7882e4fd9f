package org.bitauth.benchmarks;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bitauth.BitauthKey;
import org.bitauth.Outcome;
import org.bitauth.SecretAccess;
import org.bitauth.challenge.Ask;
import org.bitauth.challenge.AskKind;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.ChallengeRejection;
import org.bitauth.challenge.Challenges;
import org.bitauth.http.OutgoingRequest;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RequestRejection;
import org.bitauth.http.RequestSigner;
import org.bitauth.http.RequestVerifier;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.crypto.ECKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Signing a challenge or a request, and refusing one of another key's signature after a full verification, beside
 * bitcoinj's bare operations.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class SignatureBenchmark {
    private final BitauthKey key = BitauthKey.generate();
    private final ECKey bitcoinjKey = ECKey.fromPrivate(new BigInteger(1, key.toBytes(SecretAccess.EXPORT)));
    private final Ask ask = AskKind.of("sign in").ask();
    private final Challenges challenges =
            Challenges.builder(URI.create("https://cloud.example/v3")).build();

    private final OutgoingRequest outgoing =
            OutgoingRequest.of("GET", "https://cloud.example/servers?limit=10", new byte[0]);
    private final RequestSigner signer = RequestSigner.of(key);
    // A guard that has remembered for an hour, so that no nonce of the server is demanded.
    private final RequestVerifier verifier = RequestVerifier.builder(
                    URI.create("https://cloud.example"),
                    new InMemoryReplayGuard(1, InstantSource.offset(InstantSource.system(), Duration.ofHours(-1))))
            .build();

    private String text;
    private ChallengeAnswer other;
    private RawRequest otherRequest;
    private Sha256Hash digest;
    private ECKey.ECDSASignature bitcoinjSignature;

    @Setup
    public void prepare() {
        text = challenges.issue(key.sin(), ask).text();
        digest = Sha256Hash.of(text.getBytes(StandardCharsets.US_ASCII));
        bitcoinjSignature = bitcoinjKey.sign(digest);
        ChallengeAnswer good = sign();
        String stranger = challenges.issue(key.sin(), ask).text();
        // A signature over another text: every step is taken, the last one refuses, nothing is stored.
        other = new ChallengeAnswer(stranger, good.publicKey(), good.address(), good.signature());
        Map<String, List<String>> headers = new HashMap<>(Map.of("Host", List.of("cloud.example")));
        signer.sign(outgoing).forEach((name, value) -> headers.put(name, List.of(value)));
        headers.put("Signature", List.of(signer.sign(outgoing).get("Signature")));
        otherRequest = new RawRequest("GET", "/servers?limit=10", "", headers, new byte[0]);
        require(challenges.verify(other, ask), ChallengeRejection.SIGNATURE);
        require(verifier.verify(otherRequest), RequestRejection.INVALID);
    }

    private static <R extends Enum<R>> void require(Outcome<?, R> outcome, R reason) {
        if (!(outcome instanceof Outcome.Rejected<?, R> no) || no.reason() != reason) {
            throw new IllegalStateException("only the signature must be wrong, was " + outcome);
        }
    }

    @Benchmark
    public Object bitauthSignChallenge() {
        return sign();
    }

    @Benchmark
    public Object bitauthSignRequest() {
        return signer.sign(outgoing);
    }

    @Benchmark
    public Object bitauthVerifyRequest() {
        return verifier.verify(otherRequest);
    }

    @Benchmark
    public Object bitcoinjSign() {
        return bitcoinjKey.sign(digest);
    }

    @Benchmark
    public Object bitauthVerifyAnswer() {
        return challenges.verify(other, ask);
    }

    @Benchmark
    public Object bitcoinjVerify() {
        return ECKey.fromPublicOnly(bitcoinjKey.getPubKey()).verify(digest, bitcoinjSignature);
    }

    private ChallengeAnswer sign() {
        return ChallengeAnswer.sign(text, challenges.cloud(), ask, key)
                .orElseThrow(no -> new IllegalStateException(no.detail()));
    }
}
