package org.bitauth.internal;

import java.math.BigInteger;
import java.util.Optional;

/** The one DER spelling of a signature: a sequence of two positive integers, as BIP 66 demands, without a hash type. */
public final class StrictDer {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int WRONG = -1;

    private StrictDer() {}

    /** The two numbers of a signature; each may still be zero or too large. */
    public record Numbers(BigInteger r, BigInteger s) {}

    /** Reads r and s; empty for every other spelling of them. */
    public static Optional<Numbers> decode(byte[] der) {
        if (der.length < 8 || der.length > 72 || der[0] != SEQUENCE || der[1] != der.length - 2) {
            return Optional.empty();
        }
        int middle = integerEnd(der, 2);
        if (middle == WRONG || integerEnd(der, middle) != der.length) {
            return Optional.empty();
        }
        BigInteger r = new BigInteger(der, 4, middle - 4);
        BigInteger s = new BigInteger(der, middle + 2, der.length - middle - 2);
        return Optional.of(new Numbers(r, s));
    }

    /** Writes r and s, both positive and below 2^256. */
    public static byte[] encode(BigInteger r, BigInteger s) {
        byte[] first = r.toByteArray();
        byte[] second = s.toByteArray();
        byte[] out = new byte[6 + first.length + second.length];
        out[0] = SEQUENCE;
        out[1] = (byte) (out.length - 2);
        writeInteger(first, out, 2);
        writeInteger(second, out, 4 + first.length);
        return out;
    }

    private static int integerEnd(byte[] der, int start) {
        if (start + 3 > der.length || der[start] != INTEGER) {
            return WRONG;
        }
        int length = der[start + 1];
        if (length < 1 || length > 33 || start + 2 + length > der.length) {
            return WRONG;
        }
        byte top = der[start + 2];
        boolean negative = top < 0;
        boolean padded = length > 1 && top == 0 && der[start + 3] >= 0;
        return negative || padded ? WRONG : start + 2 + length;
    }

    private static void writeInteger(byte[] value, byte[] out, int start) {
        out[start] = INTEGER;
        out[start + 1] = (byte) value.length;
        System.arraycopy(value, 0, out, start + 2, value.length);
    }
}
