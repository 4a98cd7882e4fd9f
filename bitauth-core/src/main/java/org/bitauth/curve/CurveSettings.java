package org.bitauth.curve;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The choice of the code that computes on the curve. It is one for the process, since keys are values that are read
 * anywhere, and is fixed by the first key that is read. Without {@link #install} it comes from system properties:
 *
 * <ul>
 *   <li>{@code bitauth.verification}: {@code fast} (default), {@code bouncycastle}, {@code native} or {@code shadow};
 *   <li>{@code bitauth.signing}: {@code native} (default) or {@code bouncycastle};
 *   <li>{@code bitauth.keys}: how many public keys {@code fast} remembers, 8192 by default, about 300 bytes each;
 *   <li>{@code bitauth.tables}: how many bytes its tables for keys that return may take, 16 MiB by default.
 * </ul>
 *
 * Immutable.
 */
public final class CurveSettings {
    private static final int MAX_KEYS = 1 << 24;

    /** The installed settings; those of the properties once the first key was read. */
    private static final AtomicReference<CurveSettings> CURRENT = new AtomicReference<>();

    private final Verification verification;
    private final Signing signing;
    private final int keys;
    private final long tableBytes;
    private final CurveListener listener;

    private CurveSettings(Builder builder) {
        this.verification = builder.verification;
        this.signing = builder.signing;
        this.keys = builder.keys;
        this.tableBytes = builder.tableBytes;
        this.listener = builder.listener;
    }

    /**
     * Begins with what the system properties say.
     *
     * @return a builder
     * @throws IllegalArgumentException if a property has none of its values
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes these the settings of this process.
     *
     * @throws IllegalStateException if there are some: by an earlier call, or since a key was read
     */
    public void install() {
        if (!CURRENT.compareAndSet(null, this)) {
            throw new IllegalStateException("curve settings must be installed once, before the first key is read");
        }
    }

    /**
     * The settings of this process, which cannot be changed from now on.
     *
     * @return what was installed, or what the system properties say
     * @throws IllegalArgumentException if a property has none of its values
     */
    public static CurveSettings current() {
        CurveSettings installed = CURRENT.get();
        if (installed != null) {
            return installed;
        }
        CURRENT.compareAndSet(null, builder().build());
        return Objects.requireNonNull(CURRENT.get());
    }

    /**
     * The code that verifies.
     *
     * @return the choice
     */
    public Verification verification() {
        return verification;
    }

    /**
     * The code that signs.
     *
     * @return the choice
     */
    public Signing signing() {
        return signing;
    }

    /**
     * How many public keys {@link Verification#FAST} remembers.
     *
     * @return 0 for none
     */
    public int keys() {
        return keys;
    }

    /**
     * The room for tables of keys that return.
     *
     * @return bytes; 0 for no tables
     */
    public long tableBytes() {
        return tableBytes;
    }

    /**
     * Who is told of fall-backs and differences.
     *
     * @return the listener
     */
    public CurveListener listener() {
        return listener;
    }

    /** Builds settings; not for several threads. */
    public static final class Builder {
        private Verification verification = property("bitauth.verification", Verification.class, Verification.FAST);
        private Signing signing = property("bitauth.signing", Signing.class, Signing.NATIVE);
        private int keys = (int) property("bitauth.keys", 8192, MAX_KEYS);
        private long tableBytes = property("bitauth.tables", 16L << 20, Long.MAX_VALUE);
        private CurveListener listener = CurveListener.logging();

        private Builder() {}

        private static <E extends Enum<E>> E property(String name, Class<E> type, E otherwise) {
            String value = System.getProperty(name);
            if (value == null) {
                return otherwise;
            }
            for (E constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("property " + name + " must be one of " + String.join(", ", names(type))
                    + ", in lower case, was " + value);
        }

        private static <E extends Enum<E>> String[] names(Class<E> type) {
            E[] constants = type.getEnumConstants();
            String[] out = new String[constants.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = constants[i].name().toLowerCase(Locale.ROOT);
            }
            return out;
        }

        private static long property(String name, long otherwise, long max) {
            String value = System.getProperty(name);
            if (value == null) {
                return otherwise;
            }
            if (value.matches("[0-9]{1,18}") && Long.parseLong(value) <= max) {
                return Long.parseLong(value);
            }
            throw new IllegalArgumentException(
                    "property " + name + " must be a number up to " + max + ", was " + value);
        }

        /**
         * Sets the code that verifies.
         *
         * @param verification the choice
         * @return this
         */
        public Builder verification(Verification verification) {
            this.verification = Objects.requireNonNull(verification, "verification");
            return this;
        }

        /**
         * Sets the code that signs.
         *
         * @param signing the choice
         * @return this
         */
        public Builder signing(Signing signing) {
            this.signing = Objects.requireNonNull(signing, "signing");
            return this;
        }

        /**
         * Sets how many public keys {@link Verification#FAST} remembers.
         *
         * @param keys 0 to 2^24; 0 for none, which leaves it without tables too
         * @return this
         * @throws IllegalArgumentException if there are fewer or more
         */
        public Builder keys(int keys) {
            if (keys < 0 || keys > MAX_KEYS) {
                throw new IllegalArgumentException("keys must be 0 to " + MAX_KEYS + ", was " + keys);
            }
            this.keys = keys;
            return this;
        }

        /**
         * Sets the room for tables of keys that return.
         *
         * @param tableBytes bytes; 0 for no tables
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder tableBytes(long tableBytes) {
            if (tableBytes < 0) {
                throw new IllegalArgumentException("tableBytes must be 0 or more, was " + tableBytes);
            }
            this.tableBytes = tableBytes;
            return this;
        }

        /**
         * Sets who is told of fall-backs and differences.
         *
         * @param listener the listener
         * @return this
         */
        public Builder listener(CurveListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Finishes.
         *
         * @return the settings, which are not installed yet
         */
        public CurveSettings build() {
            return new CurveSettings(this);
        }
    }
}
