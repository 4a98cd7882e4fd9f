package org.bitauth.http;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.Signable;
import org.bitauth.internal.SignedForm;

/**
 * Signs requests as npm {@code bitauth} and BitPay's clients do: the URL and then the body. The method is not covered and
 * a repeat cannot be told from the first, so it is for servers that know nothing better. Immutable and thread-safe.
 */
public final class V1RequestSigner {
    private final BitauthSigner signer;

    private V1RequestSigner(BitauthSigner signer) {
        this.signer = signer;
    }

    /**
     * A signer.
     *
     * @param signer the key
     * @return the signer
     */
    public static V1RequestSigner of(BitauthSigner signer) {
        return new V1RequestSigner(signer);
    }

    /**
     * Signs a request.
     *
     * @param request what will be sent
     * @return the headers {@code X-Identity} and {@code X-Signature}
     */
    public Map<String, String> sign(OutgoingRequest request) {
        Signable form = Signable.of(SignedForm.requestV1(request.url(), request.body()));
        return Map.of(
                V1Headers.IDENTITY,
                signer.publicKey().toHex(),
                V1Headers.SIGNATURE,
                signer.sign(form).withLowS().toDerHex());
    }

    /**
     * The bytes of a body as every v1 client writes them.
     *
     * @param text the body
     * @return UTF-8
     * @throws MalformedException if it has unpaired surrogates, which Java and JavaScript write differently
     */
    public static byte[] bytes(String text) {
        try {
            var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new MalformedException("body must not have unpaired surrogates");
        }
    }
}
