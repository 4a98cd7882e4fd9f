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
import org.bouncycastle.math.ec.ECAlgorithms;
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
    public Optional<byte[]> recover(byte[] digest, byte[] signature, int recoveryId) {
        BigInteger r = new BigInteger(1, signature, 0, 32);
        BigInteger s = new BigInteger(1, signature, 32, 32);
        BigInteger x = (recoveryId & 2) == 0 ? r : r.add(Curve.ORDER);
        if (x.compareTo(domain.getCurve().getField().getCharacteristic()) >= 0) {
            return Optional.empty();
        }
        byte[] nonce = new byte[33];
        nonce[0] = (byte) (2 + (recoveryId & 1));
        Curve.writeScalar(x, nonce, 1);
        return decode(nonce)
                .map(point -> solve(((Point) point).key().getQ(), r, s, new BigInteger(1, digest)))
                .filter(key -> !key.isInfinity())
                .map(key -> key.getEncoded(true));
    }

    /** The key is (s R - e G) / r. */
    private ECPoint solve(ECPoint nonce, BigInteger r, BigInteger s, BigInteger e) {
        BigInteger inverse = r.modInverse(Curve.ORDER);
        BigInteger ofNonce = s.multiply(inverse).mod(Curve.ORDER);
        BigInteger ofBase = e.negate().multiply(inverse).mod(Curve.ORDER);
        return ECAlgorithms.sumOfTwoMultiplies(nonce, ofNonce, domain.getG(), ofBase)
                .normalize();
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
