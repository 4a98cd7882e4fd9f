package org.bitauth.ssh.mina;

import java.security.PrivateKey;
import org.bitauth.BitauthSigner;
import org.bitauth.SshUserAuthentication;
import org.jspecify.annotations.Nullable;

/** A signer in the place of a private key: it may be in an HSM, and has no bytes to show. */
final class NativePrivateKey implements PrivateKey {
    private static final long serialVersionUID = 1;

    private final transient BitauthSigner signer;

    NativePrivateKey(BitauthSigner signer) {
        this.signer = signer;
    }

    BitauthSigner signer() {
        return signer;
    }

    @Override
    public String getAlgorithm() {
        return SshUserAuthentication.ALGORITHM;
    }

    @Override
    public @Nullable String getFormat() {
        return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
        return null;
    }

    @Override
    public String toString() {
        return "NativePrivateKey[" + signer.sin() + "]";
    }
}
