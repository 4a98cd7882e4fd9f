package org.bitauth.internal.engine;

import org.bitauth.BitauthKey;
import org.bitauth.internal.Hashes;

/** Signs and verifies once, and tells by which code; run in a process of its own. */
final class SignAndVerify {
    private SignAndVerify() {}

    public static void main(String[] arguments) {
        BitauthKey key = BitauthKey.ofHex("0".repeat(63) + "7");
        byte[] secret = new byte[32];
        secret[31] = 7;
        byte[] digest = Hashes.sha256(new byte[0]);
        byte[] signature = Engines.signer().sign(digest, secret);
        boolean good = Engines.verifier()
                .verify(
                        digest,
                        signature,
                        Engines.verifier().decode(key.publicKey().toBytes()).orElseThrow());
        System.out.println(Engines.signer().getClass().getSimpleName() + " "
                + Engines.verifier().getClass().getSimpleName() + " " + good);
    }
}
