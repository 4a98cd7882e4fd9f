package org.bitauth.http;

import java.util.Optional;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.MalformedException;
import org.bitauth.Signable;
import org.bitauth.internal.SignedForm;

/** The two headers of BitPay's form of signed requests. */
record V1Headers(BitauthPublicKey key, BitauthSignature signature) {
    static final String IDENTITY = "X-Identity";
    static final String SIGNATURE = "X-Signature";

    static boolean areAbsent(RawRequest request) {
        return request.headers("x-identity").isEmpty()
                && request.headers("x-signature").isEmpty();
    }

    /** Reads the headers. Empty if one is missing, repeated or of another form. */
    static Optional<V1Headers> read(RawRequest request) {
        try {
            Optional<BitauthPublicKey> key = request.header(IDENTITY).map(BitauthPublicKey::ofHex);
            Optional<BitauthSignature> signature = request.header(SIGNATURE).map(BitauthSignature::ofDerHex);
            return key.isPresent() && signature.isPresent()
                    ? Optional.of(new V1Headers(key.get(), signature.get()))
                    : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** BitPay's own clients make signatures with the high S, so either is taken. */
    boolean verify(String url, byte[] body) {
        return key.verifies(Signable.of(SignedForm.requestV1(url, body)), signature);
    }
}
