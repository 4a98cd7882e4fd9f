package org.bitauth.ssh.mina;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.signature.Signature;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.SshUserAuthentication;
import org.bitauth.ssh.internal.WireReader;
import org.bitauth.ssh.internal.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm {@code ecdsa-sha2-1.3.132.0.10} for MINA, for the login of users and for nothing else: what MINA hands over
 * is read, built anew by core from its parts, and must come to the same bytes. Everything else is not signed, and no
 * signature of it verifies. Signatures have the low S.
 */
final class NativeSignature implements Signature {
    private static final int MOST_BYTES = 1024;
    private static final int MESSAGE = 50;
    private static final int NUMBER_SIZE = 32;

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private @Nullable BitauthPublicKey key;
    private @Nullable BitauthSigner signer;

    /** What MINA makes one of for each signature. */
    static NamedFactory<Signature> factory() {
        return new NamedFactory<>() {
            @Override
            public String getName() {
                return SshUserAuthentication.ALGORITHM;
            }

            @Override
            public Signature create() {
                return new NativeSignature();
            }
        };
    }

    @Override
    public String getAlgorithm() {
        return SshUserAuthentication.ALGORITHM;
    }

    @Override
    public void initVerifier(@Nullable SessionContext session, PublicKey wanted) throws InvalidKeyException {
        if (!(wanted instanceof NativePublicKey known)) {
            throw new InvalidKeyException("key must be a Bitcoin key");
        }
        key = known.key();
        data.reset();
    }

    @Override
    public void initSigner(@Nullable SessionContext session, PrivateKey wanted) throws InvalidKeyException {
        if (!(wanted instanceof NativePrivateKey known)) {
            throw new InvalidKeyException("key must be a Bitcoin key");
        }
        signer = known.signer();
        data.reset();
    }

    @Override
    public void update(@Nullable SessionContext session, byte[] bytes, int offset, int length)
            throws SignatureException {
        if (data.size() + length > MOST_BYTES) {
            throw new SignatureException("SSH user authentication must have at most " + MOST_BYTES + " bytes");
        }
        data.write(bytes, offset, length);
    }

    @Override
    public byte[] sign(@Nullable SessionContext session) throws SignatureException {
        BitauthSigner present = signer;
        if (present == null) {
            throw new SignatureException("no key");
        }
        SshUserAuthentication login = login(present.publicKey())
                .orElseThrow(() -> new SignatureException("a Bitcoin key signs nothing but the login of a user"));
        byte[] fixed = present.sign(login.signable()).withLowS().toBytes();
        return new WireWriter()
                .string(new BigInteger(1, fixed, 0, NUMBER_SIZE).toByteArray())
                .string(new BigInteger(1, fixed, NUMBER_SIZE, NUMBER_SIZE).toByteArray())
                .toBytes();
    }

    @Override
    public boolean verify(@Nullable SessionContext session, byte[] signature) {
        BitauthPublicKey present = key;
        if (present == null) {
            return false;
        }
        try {
            WireReader outer = new WireReader(signature);
            boolean named = outer.text().equals(SshUserAuthentication.ALGORITHM);
            WireReader numbers = new WireReader(outer.string());
            outer.end();
            byte[] fixed = new byte[2 * NUMBER_SIZE];
            number(numbers.string(), fixed, 0);
            number(numbers.string(), fixed, NUMBER_SIZE);
            numbers.end();
            BitauthSignature read = BitauthSignature.ofBytes(fixed);
            return named
                    && read.isLowS()
                    && login(present)
                            .filter(login -> present.verifies(login.signable(), read))
                            .isPresent();
        } catch (MalformedException e) {
            return false;
        }
    }

    /** What was handed over, if it is the login of a user with this key. */
    private Optional<SshUserAuthentication> login(BitauthPublicKey who) {
        byte[] bytes = data.toByteArray();
        try {
            WireReader in = new WireReader(bytes);
            byte[] sessionId = in.string();
            if (in.uint8() != MESSAGE) {
                return Optional.empty();
            }
            SshUserAuthentication built = SshUserAuthentication.of(sessionId, in.text(), who);
            return MessageDigest.isEqual(built.toBytes(), bytes) ? Optional.of(built) : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** A positive number in its one spelling (RFC 4251, mpint), right-aligned. */
    private static void number(byte[] spelled, byte[] out, int at) {
        if (spelled.length == 0
                || spelled.length > NUMBER_SIZE + 1
                || !MessageDigest.isEqual(new BigInteger(spelled).toByteArray(), spelled)
                || spelled[0] < 0) {
            throw new MalformedException("number must be positive and in its one spelling");
        }
        byte[] bytes = spelled[0] == 0 ? Arrays.copyOfRange(spelled, 1, spelled.length) : spelled;
        if (bytes.length > NUMBER_SIZE) {
            throw new MalformedException("number must have at most 32 bytes");
        }
        System.arraycopy(bytes, 0, out, at + NUMBER_SIZE - bytes.length, bytes.length);
    }
}
