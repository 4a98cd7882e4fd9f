package org.bitauth.javapeers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.text.ParseException;
import java.util.Set;

/** Takes access tokens as Nimbus does: keys by the metadata, issuer and audience by name, every claim demanded. */
final class RelyingParty {
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /**
     * Reads the metadata; keys are read when a token needs one.
     *
     * @param caches whether keys are kept as long as they fit
     */
    RelyingParty(ProviderServer provider, String audience, boolean caches) throws Exception {
        OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(provider.nimbusIssuer());
        JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(
                        metadata.getJWKSetURI().toURL())
                .cache(caches)
                .refreshAheadCache(false)
                .rateLimited(false)
                .build();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256), keys));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                audience,
                new JWTClaimsSet.Builder()
                        .issuer(metadata.getIssuer().getValue())
                        .build(),
                Set.of("iss", "sub", "aud", "iat", "exp", "jti")));
    }

    JWTClaimsSet take(String token) throws BadJOSEException, JOSEException, ParseException {
        return processor.process(token, null);
    }
}
