package org.bitauth.ssh.mina;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.buffer.keys.BufferPublicKeyParser;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;
import org.bitauth.BitauthSigner;
import org.bitauth.SshUserAuthentication;

/**
 * Has Apache MINA SSHD take Bitcoin keys for logins, beside the keys that it knows: {@code ecdsa-sha2-1.3.132.0.10} at both
 * ends. OpenSSH takes no such key anywhere.
 */
public final class NativeKeys {
    private NativeKeys() {}

    /**
     * A key pair for {@code ClientSession.addPublicKeyIdentity}.
     *
     * @param signer the Bitcoin key, in this process or in an HSM
     * @return the pair, whose private half shows no bytes
     */
    public static KeyPair keyPair(BitauthSigner signer) {
        return new KeyPair(new NativePublicKey(signer.publicKey()), new NativePrivateKey(signer));
    }

    /**
     * Lets a client log in with such keys. To be called before it is started; it replaces the client's user authentication by
     * the one with keys alone.
     *
     * @param client the client
     */
    public static void install(SshClient client) {
        List<NamedFactory<Signature>> factories = withOurs(client.getSignatureFactories());
        List<UserAuthFactory> only =
                List.of(new org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory(factories) {
                    @Override
                    public org.apache.sshd.client.auth.pubkey.UserAuthPublicKey createUserAuth(ClientSession session) {
                        return new org.apache.sshd.client.auth.pubkey.UserAuthPublicKey(factories) {
                            @Override
                            protected boolean processAuthDataRequest(ClientSession own, String service, Buffer buffer)
                                    throws Exception {
                                return super.processAuthDataRequest(own, service, new KeyBuffer(buffer));
                            }
                        };
                    }
                });
        client.setUserAuthFactories(only);
    }

    /**
     * Lets such keys into a server, and no others than the list says. To be called before it is started; it replaces the
     * server's user authentication by the one with keys alone.
     *
     * @param server the server
     * @param list who may log in
     */
    public static void install(SshServer server, AuthorizedSins list) {
        List<NamedFactory<Signature>> factories = withOurs(server.getSignatureFactories());
        server.setSignatureFactories(factories); // announced to clients by server-sig-algs
        server.setUserAuthFactories(List.of(new UserAuthPublicKeyFactory(factories) {
            @Override
            public UserAuthPublicKey createUserAuth(ServerSession session) {
                return new UserAuthPublicKey(factories) {
                    @Override
                    public Boolean doAuth(Buffer buffer, boolean init) throws Exception {
                        return super.doAuth(new KeyBuffer(buffer), init);
                    }
                };
            }
        }));
        server.setPublickeyAuthenticator(list);
    }

    private static List<NamedFactory<Signature>> withOurs(List<NamedFactory<Signature>> known) {
        List<NamedFactory<Signature>> all = new ArrayList<>(List.of(NativeSignature.factory()));
        all.addAll(known);
        return List.copyOf(all);
    }

    /** A message whose keys are read by our parser first. */
    private static final class KeyBuffer extends ByteArrayBuffer {
        KeyBuffer(Buffer buffer) {
            super(buffer.array(), buffer.rpos(), buffer.available(), true);
        }

        @Override
        public PublicKey getRawPublicKey() throws SshException {
            return getRawPublicKey(new KeyParser());
        }

        @Override
        public PublicKey getPublicKey() throws SshException {
            return getPublicKey(new KeyParser());
        }
    }

    private static final class KeyParser implements BufferPublicKeyParser<PublicKey> {
        @Override
        public boolean isKeyTypeSupported(String type) {
            return SshUserAuthentication.ALGORITHM.equals(type) || DEFAULT.isKeyTypeSupported(type);
        }

        @Override
        public PublicKey getRawPublicKey(String type, Buffer buffer) throws GeneralSecurityException {
            return SshUserAuthentication.ALGORITHM.equals(type)
                    ? NativePublicKey.read(buffer)
                    : DEFAULT.getRawPublicKey(type, buffer);
        }
    }
}
