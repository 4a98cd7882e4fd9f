package org.bitauth.ssh.agent;

import java.security.SecureRandom;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.internal.Ed25519;
import org.bitauth.ssh.internal.WireWriter;

/** A session with a host, and what an ssh in it says to an agent. */
final class Session {
    final Ed25519 hostSecret = Ed25519.generate();
    final SshPublicKey host = SshPublicKey.ofBytes(hostSecret.publicKey());
    byte[] hostBlob = host.blob();
    final byte[] id = new byte[32];

    Session() {
        new SecureRandom().nextBytes(id);
    }

    byte[] bind(boolean forwards) {
        return bind(hostBlob, id, signature(id), forwards ? 1 : 0);
    }

    byte[] signature(byte[] over) {
        return new WireWriter()
                .string("ssh-ed25519")
                .string(hostSecret.sign(over))
                .toBytes();
    }

    static byte[] bind(byte[] host, byte[] id, byte[] signature, int forwards) {
        return new WireWriter()
                .uint8(27)
                .string("session-bind@openssh.com")
                .string(host)
                .string(id)
                .string(signature)
                .uint8(forwards)
                .toBytes();
    }

    /** What is signed to log in with a key. */
    byte[] login(SshPublicKey key) {
        return login("publickey", SshPublicKey.TYPE, key.blob()).toBytes();
    }

    byte[] loginWithCertificate(byte[] certificate) {
        return login("publickey", SshCertificate.TYPE, certificate).toBytes();
    }

    /** Likewise, with the host's key in it. */
    byte[] hostboundLogin(SshPublicKey key, byte[] hostKey) {
        return login("publickey-hostbound-v00@openssh.com", SshPublicKey.TYPE, key.blob())
                .string(hostKey)
                .toBytes();
    }

    WireWriter login(String method, String algorithm, byte[] blob) {
        return new WireWriter()
                .string(id)
                .uint8(50)
                .string("debian")
                .string("ssh-connection")
                .string(method)
                .uint8(1)
                .string(algorithm)
                .string(blob);
    }

    static byte[] file(String namespace) {
        return new WireWriter()
                .raw(new byte[] {'S', 'S', 'H', 'S', 'I', 'G'})
                .string(namespace)
                .string("")
                .string("sha512")
                .string(new byte[64])
                .toBytes();
    }

    static byte[] sign(byte[] blob, byte[] data) {
        return new WireWriter().uint8(13).string(blob).string(data).uint32(0).toBytes();
    }
}
