package org.bitauth.house;

import org.bitauth.curve.CurveListener;
import org.bitauth.curve.CurveSettings;
import org.bitauth.curve.Signing;
import org.bitauth.curve.Verification;

/** The lines on the curve of docs/embedding.md; compiled, compared, not run. */
final class CurveLines {
    private CurveLines() {}

    static void choose(CurveListener listener) {
        CurveSettings.builder()
                .verification(Verification.SHADOW)
                .signing(Signing.NATIVE)
                .keys(20_000)
                .tableBytes(64L << 20)
                .listener(listener)
                .build()
                .install();
    }
}
