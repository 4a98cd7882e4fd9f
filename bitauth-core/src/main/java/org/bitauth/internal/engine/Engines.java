package org.bitauth.internal.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.bitauth.curve.CurveSettings;
import org.bitauth.internal.CurveSigner;
import org.bitauth.internal.CurveVerifier;

/** The code of this process, chosen when the first key is read. */
public final class Engines {
    private static final AtomicReference<EngineChoice> CHOSEN = new AtomicReference<>();

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
        EngineChoice choice = CHOSEN.get();
        return choice != null ? choice : choose();
    }

    private static synchronized EngineChoice choose() {
        EngineChoice choice = CHOSEN.get();
        if (choice == null) {
            // No method reference: that would link the class, and need the binding, before anything can be caught.
            choice = new EngineChoice(CurveSettings.current(), () -> new NativeCurve());
            CHOSEN.set(choice);
        }
        return choice;
    }
}
