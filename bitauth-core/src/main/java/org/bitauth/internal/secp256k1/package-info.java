/**
 * Verification on secp256k1 in Java alone: field ({@code FieldElement}, {@code FieldProduct}), scalars
 * ({@code Scalar}, {@code ScalarSplit}), points ({@code PointArithmetic}), tables ({@code PointTable}), sums
 * ({@code Schedule}). Variable time: public data only.
 */
@NullMarked
package org.bitauth.internal.secp256k1;

import org.jspecify.annotations.NullMarked;
