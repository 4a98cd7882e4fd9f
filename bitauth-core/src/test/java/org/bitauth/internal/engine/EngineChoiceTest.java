package org.bitauth.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bitauth.curve.CurveListener;
import org.bitauth.curve.CurveSettings;
import org.bitauth.curve.Signing;
import org.bitauth.curve.Verification;
import org.bitauth.internal.CurvePoint;
import org.bitauth.internal.CurveSigner;
import org.bitauth.internal.CurveVerifier;
import org.bitauth.internal.Hashes;
import org.bitauth.internal.secp256k1.FastVerifier;
import org.junit.jupiter.api.Test;

class EngineChoiceTest {
    private static final byte[] SECRET = Hashes.sha256(new byte[] {1});
    private static final byte[] DIGEST = Hashes.sha256(new byte[] {2});

    private final Heard heard = new Heard();

    private static final class Heard implements CurveListener {
        final List<String> lines = new ArrayList<>();

        @Override
        public void fellBack(String reason) {
            lines.add(reason);
        }

        @Override
        public void disagreed(String operation, String input) {
            lines.add(operation + " " + input);
        }
    }

    private CurveSettings settings(Verification verification, Signing signing) {
        return CurveSettings.builder()
                .verification(verification)
                .signing(signing)
                .listener(heard)
                .build();
    }

    private EngineChoice choice(Verification verification, Signing signing) {
        return new EngineChoice(settings(verification, signing), () -> new NativeCurve());
    }

    private static void works(EngineChoice choice) {
        byte[] key = choice.signer().publicKey(SECRET);
        byte[] signature = choice.signer().sign(DIGEST, SECRET);
        CurvePoint point = choice.verifier().decode(key).orElseThrow();
        assertThat(choice.verifier().verify(DIGEST, signature, point)).isTrue();
        signature[7] ^= 1;
        assertThat(choice.verifier().verify(DIGEST, signature, point)).isFalse();
    }

    @Test
    void verifiesByTheFastCodeAndSignsByNativeCodeUnlessToldOtherwise() {
        EngineChoice choice = new EngineChoice(CurveSettings.builder().build(), () -> new NativeCurve());
        assertThat(choice.verifier()).isInstanceOf(FastVerifier.class);
        assertThat(choice.signer()).isInstanceOf(GuardedCurve.class);
    }

    @Test
    void makesWhatTheSettingsSay() {
        assertThat(choice(Verification.BOUNCYCASTLE, Signing.BOUNCYCASTLE).verifier())
                .isInstanceOf(BouncyCastleVerifier.class);
        assertThat(choice(Verification.SHADOW, Signing.BOUNCYCASTLE).verifier()).isInstanceOf(ShadowVerifier.class);
        assertThat(choice(Verification.NATIVE, Signing.BOUNCYCASTLE).verifier()).isInstanceOf(GuardedCurve.class);
        assertThat(choice(Verification.NATIVE, Signing.BOUNCYCASTLE).signer()).isInstanceOf(BouncyCastleSigner.class);
        for (Verification verification : Verification.values()) {
            for (Signing signing : Signing.values()) {
                works(choice(verification, signing));
            }
        }
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void saysOnceThatTheBindingIsMissingWhereItWasAskedFor() {
        EngineChoice choice = new EngineChoice(settings(Verification.NATIVE, Signing.NATIVE), () -> {
            throw new NoClassDefFoundError("fr/acinq/secp256k1/Secp256k1");
        });
        works(choice);
        assertThat(choice.verifier()).isInstanceOf(FastVerifier.class);
        assertThat(heard.lines).containsExactly("its binding is not on the class path");
    }

    @Test
    void saysNothingOfAMissingBindingThatNobodyAskedFor() {
        works(new EngineChoice(settings(Verification.FAST, Signing.NATIVE), () -> {
            throw new NoClassDefFoundError("fr/acinq/secp256k1/Secp256k1");
        }));
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void saysOnceThatTheLibraryCannotBeLoaded() {
        EngineChoice choice = new EngineChoice(settings(Verification.FAST, Signing.NATIVE), () -> {
            throw new UnsatisfiedLinkError("no secp256k1 for this machine");
        });
        works(choice);
        works(choice);
        assertThat(choice.signer()).isInstanceOf(BouncyCastleSigner.class);
        assertThat(heard.lines).containsExactly("java.lang.UnsatisfiedLinkError: no secp256k1 for this machine");
    }

    /** Code that always throws, with a message that nobody must read. */
    private static final class Broken implements CurveVerifier, CurveSigner {
        private static IllegalStateException failure() {
            return new IllegalStateException("the secret is 1");
        }

        @Override
        public Optional<CurvePoint> decode(byte[] compressed) {
            throw failure();
        }

        @Override
        public byte[] coordinates(CurvePoint point) {
            throw failure();
        }

        @Override
        public boolean verify(byte[] digest, byte[] signature, CurvePoint key) {
            throw failure();
        }

        @Override
        public Optional<byte[]> recover(byte[] digest, byte[] signature, int recoveryId) {
            throw failure();
        }

        @Override
        public byte[] publicKey(byte[] secret) {
            throw failure();
        }

        @Override
        public byte[] sign(byte[] digest, byte[] secret) {
            throw failure();
        }
    }

    @Test
    void nativeCodeThatThrowsLaterIsReplacedAndSaidOnceWithoutItsMessage() {
        GuardedCurve guarded = new GuardedCurve(new Broken(), new FastVerifier(0, 0), heard);
        byte[] key = guarded.publicKey(SECRET);
        byte[] signature = guarded.sign(DIGEST, SECRET);
        assertThat(key).isEqualTo(new BouncyCastleSigner().publicKey(SECRET));
        CurvePoint point = guarded.decode(key).orElseThrow();
        assertThat(guarded.verify(DIGEST, signature, point)).isTrue();
        assertThat(guarded.coordinates(point)).startsWith(Arrays.copyOfRange(key, 1, 33));
        assertThat(guarded.recover(DIGEST, signature, 0).isPresent()
                        || guarded.recover(DIGEST, signature, 1).isPresent())
                .isTrue();
        assertThat(heard.lines).containsExactly("java.lang.IllegalStateException");
    }

    @Test
    void aPointThatNativeCodeReadIsGoodForTheOtherToo() {
        NativeCurve whole = new NativeCurve();
        byte[] key = whole.publicKey(SECRET);
        class VerifiesNothing implements CurveVerifier, CurveSigner {
            @Override
            public Optional<CurvePoint> decode(byte[] compressed) {
                return whole.decode(compressed);
            }

            @Override
            public byte[] coordinates(CurvePoint point) {
                return whole.coordinates(point);
            }

            @Override
            public boolean verify(byte[] digest, byte[] signature, CurvePoint point) {
                throw new UnsatisfiedLinkError("verify");
            }

            @Override
            public Optional<byte[]> recover(byte[] digest, byte[] signature, int recoveryId) {
                return whole.recover(digest, signature, recoveryId);
            }

            @Override
            public byte[] publicKey(byte[] secret) {
                return whole.publicKey(secret);
            }

            @Override
            public byte[] sign(byte[] digest, byte[] secret) {
                return whole.sign(digest, secret);
            }
        }
        GuardedCurve guarded = new GuardedCurve(new VerifiesNothing(), new FastVerifier(0, 0), heard);
        CurvePoint point = guarded.decode(key).orElseThrow();
        assertThat(guarded.verify(DIGEST, guarded.sign(DIGEST, SECRET), point)).isTrue();
        assertThat(heard.lines).containsExactly("java.lang.UnsatisfiedLinkError");
    }

    /** Says the opposite of what is right, or throws. */
    private record Wrong(boolean throwing) implements CurveVerifier {
        @Override
        public Optional<CurvePoint> decode(byte[] compressed) {
            if (throwing) {
                throw new ArithmeticException();
            }
            return new FastVerifier(0, 0).decode(compressed);
        }

        @Override
        public byte[] coordinates(CurvePoint point) {
            return new byte[64];
        }

        @Override
        public boolean verify(byte[] digest, byte[] signature, CurvePoint key) {
            return !new FastVerifier(0, 0).verify(digest, signature, key);
        }

        @Override
        public Optional<byte[]> recover(byte[] digest, byte[] signature, int recoveryId) {
            if (throwing) {
                throw new ArithmeticException();
            }
            return Optional.empty();
        }
    }

    @Test
    void inTheShadowBouncyCastleDecidesAndEachDifferenceIsTold() {
        byte[] key = new BouncyCastleSigner().publicKey(SECRET);
        byte[] signature = new BouncyCastleSigner().sign(DIGEST, SECRET);
        ShadowVerifier shadow = new ShadowVerifier(new Wrong(false), new BouncyCastleVerifier(), heard);
        CurvePoint point = shadow.decode(key).orElseThrow();
        assertThat(heard.lines).isEmpty();
        assertThat(shadow.verify(DIGEST, signature, point)).isTrue();
        assertThat(shadow.coordinates(point)).startsWith(Arrays.copyOfRange(key, 1, 33));
        int found = 0;
        for (int id = 0; id < 2; id++) {
            found += shadow.recover(DIGEST, signature, id).isPresent() ? 1 : 0;
        }
        assertThat(found).isEqualTo(2);
        assertThat(heard.lines).hasSize(4);
        assertThat(heard.lines.get(0))
                .startsWith("verify ")
                .contains(HexFormat.of().formatHex(DIGEST));
        assertThat(heard.lines.get(1)).startsWith("coordinates ");
        assertThat(heard.lines.get(2)).startsWith("recover ");
    }

    @Test
    void inTheShadowCodeThatThrowsIsADifference() {
        byte[] key = new BouncyCastleSigner().publicKey(SECRET);
        byte[] signature = new BouncyCastleSigner().sign(DIGEST, SECRET);
        ShadowVerifier shadow = new ShadowVerifier(new Wrong(true), new BouncyCastleVerifier(), heard);
        CurvePoint point = shadow.decode(key).orElseThrow();
        assertThat(shadow.verify(DIGEST, signature, point)).isTrue();
        shadow.recover(DIGEST, signature, 0);
        assertThat(heard.lines).hasSize(2);
        assertThat(heard.lines.get(0)).startsWith("decode ");
        assertThat(heard.lines.get(1)).startsWith("recover ");
    }

    @Test
    void settingsAreInstalledOnceAndBeforeTheFirstKey() {
        Engines.verifier();
        CurveSettings settings = settings(Verification.SHADOW, Signing.NATIVE);
        assertThatThrownBy(settings::install).isInstanceOf(IllegalStateException.class);
        assertThat(CurveSettings.current().verification()).isEqualTo(Verification.FAST);
    }
}
