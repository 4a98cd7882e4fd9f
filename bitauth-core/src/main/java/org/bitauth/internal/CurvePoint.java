package org.bitauth.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A public key in the form that one implementation computes with. A point that is kept is met again: it keeps a name too. */
public abstract class CurvePoint {
    private volatile @Nullable Object name;

    /** What a caller derives from the point and nothing else; made once for as long as the point is kept. */
    public final <T> T name(Class<T> type, Supplier<T> derivation) {
        Object kept = name;
        if (type.isInstance(kept)) {
            return type.cast(kept);
        }
        T made = derivation.get();
        name = made;
        return made;
    }
}
