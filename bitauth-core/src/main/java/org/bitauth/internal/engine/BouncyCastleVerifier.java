package org.bitauth.internal.engine;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bitauth.internal.Curve;
import org.bitauth.internal.CurvePoint;
import org.bitauth.internal.CurveVerifier;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** Public data on BouncyCastle's low-level classes, with its field made for this curve; no JCA provider is asked or installed. */
final class BouncyCastleVerifier implements CurveVerifier {
    private final ECDomainParameters domain = BouncyCastleSigner.domain();

    private static final class Point extends CurvePoint {
        final ECPublicKeyParameters key;

        Point(ECPublicKeyParameters key) {
            this.key = key;
        }
    }

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
        byte[] uncompressed = ((Point) point).key.getQ().getEncoded(false);
        return Arrays.copyOfRange(uncompressed, 1, uncompressed.length);
    }

    @Override
    public boolean verify(byte[] digest, byte[] signature, CurvePoint key) {
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, ((Point) key).key);
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
                .map(point -> solve(((Point) point).key.getQ(), r, s, new BigInteger(1, digest)))
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
}
