package org.bitauth.internal.secp256k1;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tables of the base point G (SEC 2, section 2.4.1). A process that verifies a few signatures gets a small one; the
 * wide one, which takes milliseconds and half a megabyte, is made by the verification that shows that more will come.
 */
final class Generator {
    static final FieldElement X =
            FieldElement.ofWords(0x59F2815B16F81798L, 0x029BFCDB2DCE28D9L, 0x55A06295CE870B07L, 0x79BE667EF9DCBBACL);
    static final FieldElement Y =
            FieldElement.ofWords(0x9C47D08FFB10D4B8L, 0xFD17B448A6855419L, 0x5DA4FBFC0E1108A8L, 0x483ADA7726A3C465L);

    /** How many verifications do with the small table. */
    static final int FEW = 32;

    private static final int NARROW = 5;
    private static final int WIDE = 11;

    private static final AtomicInteger USES = new AtomicInteger();

    private Generator() {}

    private static final class Narrow {
        static final PointTable TABLE = PointTable.of(X, Y, NARROW, 128);
    }

    private static final class Wide {
        static final PointTable TABLE = PointTable.of(X, Y, WIDE, KeyCache.SPACING);
    }

    /** The table for one of the first verifications, or the wide one. */
    static PointTable table() {
        if (USES.get() < FEW) {
            USES.incrementAndGet();
            return Narrow.TABLE;
        }
        return Wide.TABLE;
    }

    /** The table with rows like those of keys that return. */
    static PointTable wide() {
        return Wide.TABLE;
    }
}
