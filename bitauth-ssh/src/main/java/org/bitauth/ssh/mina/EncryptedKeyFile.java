package org.bitauth.ssh.mina;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.sshd.common.config.keys.loader.openssh.kdf.BCrypt;
import org.bitauth.SecretAccess;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.internal.WireReader;
import org.bitauth.ssh.internal.WireWriter;

/** OpenSSH's private key file with a pass phrase (PROTOCOL.key): bcrypt_pbkdf, which is MINA's, and aes256-ctr. */
public final class EncryptedKeyFile {
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
    private static final String END = "-----END OPENSSH PRIVATE KEY-----\n";
    private static final int ROUNDS = 24;
    private static final int BLOCK = 16;
    private static final int KEY = 32;

    private EncryptedKeyFile() {}

    /**
     * Writes a key file.
     *
     * @param pair the key pair
     * @param passPhrase what ssh will ask for, not empty; the caller's to erase
     * @param access says that the caller means it
     * @return the file's text
     * @throws IllegalArgumentException if the pass phrase is empty
     */
    public static String write(SshKeyPair pair, byte[] passPhrase, SecretAccess access) {
        if (passPhrase.length == 0) {
            throw new IllegalArgumentException("pass phrase must not be empty");
        }
        byte[] salt = new byte[BLOCK];
        new SecureRandom().nextBytes(salt);
        byte[] options = new WireWriter().string(salt).uint32(ROUNDS).toBytes();
        byte[] blob = new WireWriter()
                .raw(MAGIC)
                .string("aes256-ctr")
                .string("bcrypt")
                .string(options)
                .uint32(1)
                .string(pair.publicKey().blob())
                .string(encrypted(padded(secretPart(pair, access)), passPhrase, salt))
                .toBytes();
        return BEGIN + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(blob) + "\n" + END;
    }

    /** The part that is secret, as the file without a pass phrase has it. */
    private static byte[] secretPart(SshKeyPair pair, SecretAccess access) {
        String text = pair.privateKeyFile(access);
        byte[] blob = Base64.getMimeDecoder().decode(text.substring(BEGIN.length(), text.length() - END.length()));
        WireReader in = new WireReader(blob);
        in.raw(MAGIC.length);
        in.string(); // cipher: none
        in.string(); // key derivation: none
        in.string(); // its options
        in.uint32(); // one key
        in.string(); // its public half
        return in.string();
    }

    /** Padded with 1, 2, 3, … to whole blocks of the cipher. */
    private static byte[] padded(byte[] secret) {
        WireReader in = new WireReader(secret);
        in.raw(8); // twice the same number
        for (int i = 0; i < 4; i++) {
            in.string(); // type, public half, both halves, comment
        }
        int length = in.position();
        byte[] out = Arrays.copyOf(secret, (length + BLOCK - 1) / BLOCK * BLOCK);
        for (int i = length; i < out.length; i++) {
            out[i] = (byte) (i - length + 1);
        }
        return out;
    }

    private static byte[] encrypted(byte[] plain, byte[] passPhrase, byte[] salt) {
        byte[] keyAndIv = new byte[KEY + BLOCK];
        new BCrypt().pbkdf(passPhrase, salt, ROUNDS, keyAndIv);
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(keyAndIv, 0, KEY, "AES"),
                    new IvParameterSpec(keyAndIv, KEY, BLOCK));
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in counter mode", e);
        }
    }
}
