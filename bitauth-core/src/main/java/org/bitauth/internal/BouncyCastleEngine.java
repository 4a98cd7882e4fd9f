package org.bitauth.internal;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * The engine on BouncyCastle's low-level classes, with its field made for this curve; no JCA provider is asked or
 * installed.
 */
final class BouncyCastleEngine implements CurveEngine {
    static final BouncyCastleEngine INSTANCE = new BouncyCastleEngine();

    private final ECDomainParameters domain;

    private BouncyCastleEngine() {
        X9ECParameters curve = CustomNamedCurves.getByName("secp256k1");
        domain = new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    }

    private record Point(ECPublicKeyParameters key) implements CurvePoint {}

    @Override
    public Optional<CurvePoint> decode(byte[] compressed) {
        try {
            ECPoint point = domain.getCurve().decodePoint(compressed);
            return Optional.of(new Point(new ECPublicKeyParameters(point, domain)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] coordinates(CurvePoint point) {
        byte[] uncompressed = ((Point) point).key().getQ().getEncoded(false);
        return Arrays.copyOfRange(uncompressed, 1, uncompressed.length);
    }

    @Override
    public byte[] publicKey(byte[] secret) {
        return new FixedPointCombMultiplier()
                .multiply(domain.getG(), new BigInteger(1, secret))
                .getEncoded(true);
    }

    @Override
    public boolean verify(byte[] digest, byte[] signature, CurvePoint key) {
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, ((Point) key).key());
        return verifier.verifySignature(
                digest, new BigInteger(1, signature, 0, 32), new BigInteger(1, signature, 32, 32));
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
