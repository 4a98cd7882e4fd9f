package org.bitauth.internal.secp256k1;

/**
 * Inverses modulo a prime of 256 bits by the division steps of Bernstein and Yang (2019, "Fast constant-time gcd
 * computation and modular inversion", section 8), in variable time, for public data only. Thirty steps at a time are
 * done on the lowest 32 bits of f and g and gathered in a matrix, which is then applied to the whole numbers; libsecp256k1's
 * {@code doc/safegcd_implementation.md} derives this form, with the jump over several zero bits that is used here.
 *
 * <p>Invariant: d x = f and e x = g modulo the modulus, for the number x to be inverted. In the end g = 0, f = 1 or -1,
 * so that d or -d is the inverse. Numbers have nine limbs of 30 bits, the last one signed; d and e stay above minus twice
 * the modulus and below the modulus.
 */
final class ModularInverse {
    private static final int LIMBS = 9;
    private static final int BITS = 30;
    private static final int LIMB = (1 << BITS) - 1;
    /** Minus the inverse of each odd number below 256, modulo 256. */
    private static final int[] NEGATED_INVERSES = negatedInverses();

    private final int[] modulus;
    /** The inverse of the modulus modulo 2^30. */
    private final int inverse;

    /** @param modulus an odd prime below 2^256, four words, least significant first */
    ModularInverse(long... modulus) {
        this.modulus = toLimbs(modulus);
        this.inverse = inverse(this.modulus[0]);
    }

    private static int[] negatedInverses() {
        int[] out = new int[128];
        for (int i = 0; i < out.length; i++) {
            out[i] = -inverse(2 * i + 1) & 0xFF;
        }
        return out;
    }

    /** The inverse of an odd number modulo 2^30, by Newton's iteration: each round doubles the bits that are right. */
    private static int inverse(int odd) {
        int out = odd;
        for (int right = 3; right < BITS; right *= 2) {
            out *= 2 - odd * out;
        }
        return out & LIMB;
    }

    /** Replaces a number from 1 to the modulus - 1, four words, by its inverse. */
    void invert(long[] words) {
        int[] f = modulus.clone();
        int[] g = toLimbs(words);
        int[] d = new int[LIMBS];
        int[] e = new int[LIMBS];
        e[0] = 1;
        Steps steps = new Steps();
        int length = LIMBS;
        do {
            steps.take(f[0] | (f[1] << BITS), g[0] | (g[1] << BITS));
            steps.applyModulo(d, e, modulus, inverse);
            steps.apply(f, g, length);
            length = shorten(f, g, length);
        } while (!isZero(g, length));
        normalize(d, f[length - 1] < 0);
        toWords(d, words);
    }

    /** Drops the last limb of both numbers where it says no more than the sign; two limbs remain at least. */
    private static int shorten(int[] f, int[] g, int length) {
        int last = length - 1;
        boolean onlySigns = f[last] == (f[last] >> 31) && g[last] == (g[last] >> 31);
        if (length == 2 || !onlySigns) {
            return length;
        }
        f[last - 1] |= f[last] << BITS;
        g[last - 1] |= g[last] << BITS;
        return last;
    }

    private static boolean isZero(int[] limbs, int length) {
        int any = 0;
        for (int i = 0; i < length; i++) {
            any |= limbs[i];
        }
        return any == 0;
    }

    /** Brings a number between minus twice the modulus and the modulus, or its negative, to the range from 0. */
    private void normalize(int[] limbs, boolean negate) {
        addModulusIfNegative(limbs);
        if (negate) {
            for (int i = 0; i < LIMBS; i++) {
                limbs[i] = -limbs[i];
            }
        }
        carry(limbs);
        addModulusIfNegative(limbs);
        carry(limbs);
    }

    private void addModulusIfNegative(int[] limbs) {
        if (limbs[LIMBS - 1] < 0) {
            for (int i = 0; i < LIMBS; i++) {
                limbs[i] += modulus[i];
            }
        }
    }

    private static void carry(int[] limbs) {
        for (int i = 0; i < LIMBS - 1; i++) {
            limbs[i + 1] += limbs[i] >> BITS;
            limbs[i] &= LIMB;
        }
    }

    private static int[] toLimbs(long[] words) {
        int[] out = new int[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            int bit = BITS * i;
            long word = words[bit >> 6] >>> (bit & 63);
            if ((bit & 63) > 64 - BITS && bit >> 6 < 3) {
                word |= words[(bit >> 6) + 1] << (64 - (bit & 63));
            }
            out[i] = (int) word & LIMB;
        }
        return out;
    }

    private static void toWords(int[] limbs, long[] words) {
        long l2 = limbs[2];
        long l4 = limbs[4];
        long l6 = limbs[6];
        words[0] = limbs[0] | ((long) limbs[1] << 30) | (l2 << 60);
        words[1] = (l2 >>> 4) | ((long) limbs[3] << 26) | (l4 << 56);
        words[2] = (l4 >>> 8) | ((long) limbs[5] << 22) | (l6 << 52);
        words[3] = (l6 >>> 12) | ((long) limbs[7] << 18) | ((long) limbs[8] << 48);
    }

    /** Thirty division steps, as a matrix: f becomes (u f + v g) / 2^30, g becomes (q f + r g) / 2^30. */
    private static final class Steps {
        /** Minus the delta of the paper. */
        private int eta = -1;

        private int u;
        private int v;
        private int q;
        private int r;

        /** Takes thirty steps by the lowest bits of f, which is odd, and g. */
        void take(int lowF, int lowG) {
            int f = lowF;
            int g = lowG;
            int left = BITS;
            int u = 1;
            int v = 0;
            int q = 0;
            int r = 1;
            while (true) {
                // Each zero bit of g is a step that halves g; the matrix is scaled instead.
                int zeros = Integer.numberOfTrailingZeros(g | (-1 << left));
                g >>= zeros;
                u <<= zeros;
                v <<= zeros;
                eta -= zeros;
                left -= zeros;
                if (left == 0) {
                    break;
                }
                if (eta < 0) {
                    eta = -eta;
                    int swap = f;
                    f = g;
                    g = -swap;
                    swap = u;
                    u = q;
                    q = -swap;
                    swap = v;
                    v = r;
                    r = -swap;
                }
                // No swap comes in the next eta + 1 steps: add the multiple of f that clears as many bits of g, 8 at
                // most.
                int clear = Math.min(Math.min(eta + 1, left), 8);
                int multiple = (g * NEGATED_INVERSES[(f >> 1) & 127]) & ((1 << clear) - 1);
                g += f * multiple;
                q += u * multiple;
                r += v * multiple;
            }
            this.u = u;
            this.v = v;
            this.q = q;
            this.r = r;
        }

        /** Applies the matrix to the first limbs of f and g; both are divided exactly. */
        void apply(int[] f, int[] g, int length) {
            long u = this.u;
            long v = this.v;
            long q = this.q;
            long r = this.r;
            long carryF = (u * f[0] + v * g[0]) >> BITS;
            long carryG = (q * f[0] + r * g[0]) >> BITS;
            for (int i = 1; i < length; i++) {
                long limbF = f[i];
                long limbG = g[i];
                carryF += u * limbF + v * limbG;
                carryG += q * limbF + r * limbG;
                f[i - 1] = (int) carryF & LIMB;
                g[i - 1] = (int) carryG & LIMB;
                carryF >>= BITS;
                carryG >>= BITS;
            }
            f[length - 1] = (int) carryF;
            g[length - 1] = (int) carryG;
        }

        /** Applies the matrix to d and e, with the multiple of the modulus added that makes the division exact. */
        void applyModulo(int[] d, int[] e, int[] modulus, int inverse) {
            long u = this.u;
            long v = this.v;
            long q = this.q;
            long r = this.r;
            int signD = d[LIMBS - 1] >> 31;
            int signE = e[LIMBS - 1] >> 31;
            // A negative number counts as one modulus more, which keeps the range.
            int multipleD = (this.u & signD) + (this.v & signE);
            int multipleE = (this.q & signD) + (this.r & signE);
            long carryD = u * d[0] + v * e[0];
            long carryE = q * d[0] + r * e[0];
            multipleD -= (inverse * (int) carryD + multipleD) & LIMB;
            multipleE -= (inverse * (int) carryE + multipleE) & LIMB;
            carryD = (carryD + (long) modulus[0] * multipleD) >> BITS;
            carryE = (carryE + (long) modulus[0] * multipleE) >> BITS;
            for (int i = 1; i < LIMBS; i++) {
                long limbD = d[i];
                long limbE = e[i];
                long m = modulus[i];
                carryD += u * limbD + v * limbE + m * multipleD;
                carryE += q * limbD + r * limbE + m * multipleE;
                d[i - 1] = (int) carryD & LIMB;
                e[i - 1] = (int) carryE & LIMB;
                carryD >>= BITS;
                carryE >>= BITS;
            }
            d[LIMBS - 1] = (int) carryD;
            e[LIMBS - 1] = (int) carryE;
        }
    }
}
