package org.bitauth.internal.engine;

import org.bitauth.curve.CurveSettings;
import org.bitauth.internal.CurveSigner;
import org.bitauth.internal.CurveVerifier;
import org.jspecify.annotations.Nullable;

/** The code of this process, chosen when the first key is read. */
public final class Engines {
    private static volatile @Nullable EngineChoice chosen;

    private Engines() {}

    /**
     * What public keys are read and signatures verified with.
     *
     * @throws IllegalArgumentException if a system property of {@link CurveSettings} has none of its values
     */
    public static CurveVerifier verifier() {
        return choice().verifier();
    }

    /**
     * What private keys are used with.
     *
     * @throws IllegalArgumentException if a system property of {@link CurveSettings} has none of its values
     */
    public static CurveSigner signer() {
        return choice().signer();
    }

    private static EngineChoice choice() {
        EngineChoice choice = chosen;
        return choice != null ? choice : choose();
    }

    private static synchronized EngineChoice choose() {
        EngineChoice choice = chosen;
        if (choice == null) {
            // No method reference: that would link the class, and need the binding, before anything can be caught.
            choice = new EngineChoice(CurveSettings.current(), () -> new NativeCurve());
            chosen = choice;
        }
        return choice;
    }
}
