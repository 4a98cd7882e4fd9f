package org.bitauth.internal.secp256k1;

/** Inverses modulo p, one at a time or many for the price of one and three products each (Montgomery, 1987). */
final class Inversion {
    private static final ModularInverse INVERSE = new ModularInverse(-FieldElement.FOLD, -1, -1, -1);

    private Inversion() {}

    /** Becomes the inverse of a number that is not 0; normalizes the number. */
    static void invert(FieldElement out, FieldElement number) {
        number.normalize();
        long[] words = number.toWords();
        INVERSE.invert(words);
        out.setWords(words[0], words[1], words[2], words[3]);
    }

    /** Gives every point z = 1; none may be at infinity. */
    static void toAffine(JacobianPoint[] points) {
        FieldElement[] before = new FieldElement[points.length];
        FieldElement product = new FieldElement();
        product.setOne();
        for (int i = 0; i < points.length; i++) {
            before[i] = new FieldElement(product);
            product.multiply(product, points[i].z);
        }
        invert(product, product);
        FieldElement inverse = new FieldElement();
        for (int i = points.length - 1; i >= 0; i--) {
            inverse.multiply(product, before[i]);
            product.multiply(product, points[i].z);
            points[i].toAffine(inverse);
        }
    }
}
