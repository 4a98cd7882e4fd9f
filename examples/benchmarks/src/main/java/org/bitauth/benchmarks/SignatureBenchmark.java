package org.bitauth.benchmarks;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.challenge.Ask;
import org.bitauth.challenge.AskKind;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;
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

/** Signing a challenge, and refusing a used one after a full verification, beside bitcoinj's bare operations. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SignatureBenchmark {
    private final BitauthKey key = BitauthKey.generate();
    private final ECKey bitcoinjKey = ECKey.fromPrivate(new BigInteger(1, key.toBytes(SecretAccess.EXPORT)));
    private final Ask ask = AskKind.of("sign in").ask();
    private final Challenges challenges =
            Challenges.builder(URI.create("https://cloud.example/v3")).build();

    private String text;
    private ChallengeAnswer other;
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
    }

    @Benchmark
    public Object bitauthSignChallenge() {
        return sign();
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
