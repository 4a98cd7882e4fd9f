package org.bitauth.internal.engine;

import java.math.BigInteger;
import org.bitauth.internal.Curve;
import org.bitauth.internal.CurveSigner;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** Secrets on BouncyCastle's low-level classes, whose multiplication of the base point looks up tables in constant time. */
final class BouncyCastleSigner implements CurveSigner {
    private final ECDomainParameters domain = domain();

    /** The curve, with the field made for it. */
    static ECDomainParameters domain() {
        X9ECParameters curve = CustomNamedCurves.getByName("secp256k1");
        return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    }

    @Override
    public byte[] publicKey(byte[] secret) {
        return new FixedPointCombMultiplier()
                .multiply(domain.getG(), new BigInteger(1, secret))
                .getEncoded(true);
    }

    @Override
    public byte[] sign(byte[] digest, byte[] secret) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, secret), domain));
        BigInteger[] numbers = signer.generateSignature(digest);
        byte[] out = new byte[64];
        Curve.writeScalar(numbers[0], out, 0);
        Curve.writeScalar(numbers[1], out, 32);
        return out;
    }
}
