package org.bitauth.internal.engine;

import java.util.function.Supplier;
import org.bitauth.curve.CurveListener;
import org.bitauth.curve.CurveSettings;
import org.bitauth.curve.Signing;
import org.bitauth.curve.Verification;
import org.bitauth.internal.CurveSigner;
import org.bitauth.internal.CurveVerifier;
import org.bitauth.internal.secp256k1.FastVerifier;
import org.jspecify.annotations.Nullable;

/** Makes what the settings say, and something else in place of native code that is not there or fails. */
final class EngineChoice {
    private final CurveVerifier verifier;
    private final CurveSigner signer;

    EngineChoice(CurveSettings settings, Supplier<NativeCurve> loader) {
        boolean asked = settings.verification() == Verification.NATIVE;
        boolean wanted = asked || settings.signing() == Signing.NATIVE;
        NativeCurve loaded = wanted ? load(loader, asked, settings.listener()) : null;
        CurveVerifier fast = new FastVerifier(settings.keys(), settings.tableBytes());
        GuardedCurve guarded = loaded == null ? null : new GuardedCurve(loaded, fast, settings.listener());
        verifier = switch (settings.verification()) {
            case FAST -> fast;
            case BOUNCYCASTLE -> new BouncyCastleVerifier();
            case NATIVE -> guarded != null ? guarded : fast;
            case SHADOW -> new ShadowVerifier(fast, new BouncyCastleVerifier(), settings.listener());
        };
        signer = guarded != null && settings.signing() == Signing.NATIVE ? guarded : new BouncyCastleSigner();
    }

    CurveVerifier verifier() {
        return verifier;
    }

    CurveSigner signer() {
        return signer;
    }

    /**
     * Loads the native code. That the binding is not on the class path is what most applications want, and is said only
     * where it was asked for; anything else that goes wrong is said. A library that cannot be unpacked or linked may throw
     * nearly anything.
     */
    private static @Nullable NativeCurve load(Supplier<NativeCurve> loader, boolean asked, CurveListener listener) {
        try {
            return loader.get();
        } catch (NoClassDefFoundError e) {
            if (asked) {
                listener.fellBack("its binding is not on the class path");
            }
        } catch (Throwable e) {
            listener.fellBack(e.toString());
        }
        return null;
    }
}
