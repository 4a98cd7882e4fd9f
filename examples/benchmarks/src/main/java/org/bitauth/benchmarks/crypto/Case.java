package org.bitauth.benchmarks.crypto;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.Signable;
import org.bitauth.internal.Hashes;
import org.bitauth.internal.SignedForm;

/** A key, a text and a signature over it; always the same ones, so that every contender does the same work. */
record Case(byte[] secret, BitauthPublicKey publicKey, String text, BitauthSignature signature) {
    /** As many keys are in the cases. */
    static final int KEYS = 64;

    /** Many, since a processor learns the branches of a few signatures by heart. */
    private static final int COUNT = 2048;

    /** The case of a number, signed. */
    static Case of(int number) {
        byte[] secret = secretOf(number % KEYS);
        BitauthKey key = BitauthKey.ofBytes(secret);
        String text =
                "Bitauth login 1\nThis is case " + number + " of a benchmark, as long as a challenge.\n".repeat(4);
        return new Case(secret, key.publicKey(), text, key.sign(signable(text)));
    }

    /** What is measured. */
    static List<Case> all() {
        return IntStream.range(0, COUNT).mapToObj(Case::of).toList();
    }

    /** A secret that is a hash; it is in range as surely as none of these hashes begins with 16 bytes of ones. */
    static byte[] secretOf(int number) {
        return Hashes.sha256(("key " + number).getBytes(StandardCharsets.US_ASCII));
    }

    /** What a contender has to refuse: the same with one bit of the text, of r and of s flipped. */
    List<Case> broken() {
        int bit = Math.floorMod(text.hashCode(), 128);
        String other = text.replace("This", "Thir");
        return List.of(
                new Case(secret, publicKey, other, signature),
                new Case(secret, publicKey, text, flipped(128 + bit)),
                new Case(secret, publicKey, text, flipped(384 + bit)));
    }

    /** One of the lower 128 bits of a number, which then surely is in range. */
    private BitauthSignature flipped(int bit) {
        byte[] bytes = signature.toBytes();
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        return BitauthSignature.ofBytes(bytes);
    }

    Signable signable() {
        return signable(text);
    }

    private static Signable signable(String text) {
        return Signable.of(SignedForm.challenge(text));
    }

    @Override
    public String toString() {
        return "Case[" + publicKey.sin() + "]";
    }

    BitauthKey key() {
        return BitauthKey.ofBytes(secret);
    }
}
