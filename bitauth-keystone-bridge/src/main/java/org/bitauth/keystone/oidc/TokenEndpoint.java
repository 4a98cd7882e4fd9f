package org.bitauth.keystone.oidc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/** The token endpoint (RFC 6749, section 3.2): finds the grant that a request names. */
final class TokenEndpoint {
    /** One grant. */
    interface Grant {
        /** Answers a request whose parameters name this grant. */
        RawResponse answer(RawRequest request, Parameters parameters, String requestId);
    }

    private final Map<String, Grant> grants = new LinkedHashMap<>();

    TokenEndpoint(OidcProvider provider) {
        grants.put(OidcHandler.CHALLENGE_GRANT, new ChallengeGrant(provider)::answer);
        if (provider.clients().anyRedirects()) {
            grants.put("authorization_code", new CodeGrant(provider)::answer);
        }
        provider.devices()
                .ifPresent(devices -> grants.put(DeviceGrant.TYPE, new DeviceGrant(provider, devices)::answer));
    }

    /** The values of {@code grant_type} that are taken here. */
    Set<String> types() {
        return grants.keySet();
    }

    RawResponse answer(RawRequest request, String requestId) {
        Parameters parameters = Parameters.ofBody(request);
        Grant grant = grants.get(parameters.get("grant_type"));
        return grant == null
                ? OAuthAnswers.error(400, OidcRejection.UNSUPPORTED_GRANT_TYPE.word(), "There is no such grant here.")
                : grant.answer(request, parameters, requestId);
    }
}
