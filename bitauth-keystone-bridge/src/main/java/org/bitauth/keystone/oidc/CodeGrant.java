package org.bitauth.keystone.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.bitauth.Outcome;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/** The grant {@code authorization_code} (RFC 6749, section 4.1.3; RFC 7636; OpenID Connect Core 1.0, section 3.1.3). */
final class CodeGrant {
    private final OidcProvider provider;

    CodeGrant(OidcProvider provider) {
        this.provider = provider;
    }

    RawResponse answer(RawRequest request, Parameters parameters, String requestId) {
        ClientRegister.Claim claim = provider.clients().claim(request, parameters);
        String code = parameters.get("code");
        String redirectUri = parameters.get("redirect_uri");
        String verifier = parameters.get("code_verifier");
        Optional<OidcClient> named = provider.clients().find(claim.id());
        if (named.isEmpty()) {
            return refused(claim, OidcRejection.INVALID_CLIENT, "unknown client", requestId);
        }
        Optional<AuthorizationCodes.Login> login = provider.codes().read(code);
        if (login.isEmpty()) {
            return refused(claim, OidcRejection.INVALID_GRANT, "code is not ours, or expired", requestId);
        }
        // The secret's slow hash comes after the code, so that only who has a code can make the provider work.
        if (provider.clients().authenticate(claim).isEmpty()) {
            return refused(claim, OidcRejection.INVALID_CLIENT, "secret of " + named.get(), requestId);
        }
        AuthorizationRequest asked = login.get().request();
        if (!asked.client().equals(claim.id()) || !asked.redirectUri().equals(redirectUri)) {
            return refused(claim, OidcRejection.INVALID_GRANT, "code of another client or redirect URI", requestId);
        }
        if (!AuthorizationCodes.isVerifier(verifier, asked)) {
            return refused(claim, OidcRejection.INVALID_GRANT, "code verifier", requestId);
        }
        if (!provider.codes().claim(login.get())) {
            return refused(claim, OidcRejection.INVALID_GRANT, "code was used", requestId);
        }
        var issued = provider.issue(login.get().sin(), claim.id(), requestId);
        if (issued instanceof Outcome.Rejected<IssuedJwt, OidcRejection> no) {
            return OAuthAnswers.refused(no);
        }
        IssuedJwt jwt = issued.accepted().orElseThrow();
        ObjectNode body = OAuthAnswers.token(jwt);
        body.put("scope", "openid")
                .put(
                        "id_token",
                        provider.jwts().idToken(jwt, asked.nonce(), login.get().at()));
        return OAuthAnswers.json(200, body);
    }

    private RawResponse refused(ClientRegister.Claim claim, OidcRejection reason, String detail, String requestId) {
        Outcome<IssuedJwt, OidcRejection> no = provider.refuse(reason, detail, requestId);
        RawResponse answer = OAuthAnswers.refused(no.rejected().orElseThrow());
        return answer.status() == 401 && claim.inHeader()
                ? answer.with("WWW-Authenticate", "Basic realm=\"" + provider.issuer() + "\"")
                : answer;
    }
}
