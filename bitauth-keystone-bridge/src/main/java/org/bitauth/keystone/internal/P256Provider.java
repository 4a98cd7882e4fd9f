package org.bitauth.keystone.internal;

import java.lang.reflect.Field;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * What computes on P-256: Amazon's native provider where it is on the class path and works, else BouncyCastle. The JDK's
 * own takes several times as long as either. The provider is passed as an object and never installed.
 */
public final class P256Provider {
    private static final String NATIVE = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final Provider PREFERRED = preferred();

    private P256Provider() {}

    /** The provider of this process. */
    public static Provider provider() {
        return PREFERRED;
    }

    /** The same key in the provider's own form, so that it is not converted each time. The curve was checked before. */
    public static ECPrivateKey own(ECPrivateKey key) {
        try {
            return (ECPrivateKey)
                    KeyFactory.getInstance("EC", PREFERRED).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("key must be usable", e);
        }
    }

    /** The same key in the provider's own form. */
    public static ECPublicKey own(ECPublicKey key) {
        try {
            return (ECPublicKey)
                    KeyFactory.getInstance("EC", PREFERRED).generatePublic(new X509EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("key must be usable", e);
        }
    }

    private static Provider preferred() {
        try {
            Field instance = Class.forName(NATIVE).getField("INSTANCE");
            Provider provider = (Provider) instance.get(null);
            // Its library may not load on this machine.
            Signature.getInstance("SHA256withECDSA", provider);
            KeyFactory.getInstance("EC", provider);
            return provider;
        } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError e) {
            return new BouncyCastleProvider();
        }
    }
}
