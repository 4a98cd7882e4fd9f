package org.bitauth.internal.secp256k1;

/**
 * Square roots modulo p: p is 3 modulo 4, so a root of a, if there is one, is a^((p + 1) / 4). In binary, (p + 1) / 4 is
 * 223 ones, a zero, 22 ones, four zeros, two ones, two zeros; powers with runs of ones as exponents are built from
 * shorter ones: 253 squares and 13 products.
 */
final class SquareRoot {
    private SquareRoot() {}

    /** Becomes a root, normalized; false, and not to be used, if there is none. */
    static boolean root(FieldElement out, FieldElement a) {
        FieldElement two = longer(a, a, 1);
        FieldElement three = longer(two, a, 1);
        FieldElement six = longer(three, three, 3);
        FieldElement nine = longer(six, three, 3);
        FieldElement eleven = longer(nine, two, 2);
        FieldElement twentyTwo = longer(eleven, eleven, 11);
        FieldElement fortyFour = longer(twentyTwo, twentyTwo, 22);
        FieldElement eightyEight = longer(fortyFour, fortyFour, 44);
        FieldElement power = longer(eightyEight, eightyEight, 88);
        power = longer(power, fortyFour, 44);
        power = longer(power, three, 3);
        power = longer(power, twentyTwo, 23);
        power = longer(power, two, 6);
        out.square(power, 2);
        FieldElement difference = new FieldElement();
        difference.square(out);
        difference.negate(difference, 1);
        difference.add(a);
        out.normalize();
        return difference.isZero();
    }

    /** A power whose exponent is one's, followed by as many bits that end with the other's. */
    private static FieldElement longer(FieldElement one, FieldElement other, int bits) {
        FieldElement out = new FieldElement();
        out.square(one, bits);
        out.multiply(out, other);
        return out;
    }
}
