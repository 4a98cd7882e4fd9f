package org.bitauth.internal.engine;

import org.bitauth.curve.CurveSettings;
import org.bitauth.internal.CurveSigner;
import org.bitauth.internal.CurveVerifier;

/** The code of this process, chosen when the first key is read. */
public final class Engines {
    private static final class Chosen {
        // No method reference: that would link the class, and need the binding, before anything can be caught.
        static final EngineChoice CHOICE = new EngineChoice(CurveSettings.current(), () -> new NativeCurve());
    }

    private Engines() {}

    /** What public keys are read and signatures verified with. */
    public static CurveVerifier verifier() {
        return Chosen.CHOICE.verifier();
    }

    /** What private keys are used with. */
    public static CurveSigner signer() {
        return Chosen.CHOICE.signer();
    }
}
