package org.bitauth.keystone.oidc.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.bitauth.BitauthSigner;
import org.bitauth.Outcome;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;
import org.bitauth.keystone.oidc.FederationAsk;
import org.bitauth.keystone.oidc.OidcHandler;

/** Gets a JWT from a provider with a Bitauth key, by the grant of docs/protocol.md. Thread-safe. */
public final class OidcLoginClient {
    private final String issuer;
    private final BitauthSigner signer;
    private final OidcExchange exchange;

    /**
     * A client.
     *
     * @param issuer the provider's URL, as its owner published it
     * @param signer the key
     */
    public OidcLoginClient(URI issuer, BitauthSigner signer) {
        this.issuer = CloudUrl.of(issuer);
        this.signer = signer;
        exchange = new OidcExchange(this.issuer);
    }

    /**
     * Asks for a challenge, checks that it is the one awaited, signs it, and takes the JWT.
     *
     * @param audience who will take the JWT
     * @return the JWT, for {@code OS_ACCESS_TOKEN}; or why there is none
     * @throws org.bitauth.MalformedException if the audience is no name
     */
    public Outcome<String, ClientRejection> token(String audience) {
        var ask = FederationAsk.of(audience);
        try {
            RawResponse first = exchange.post(
                    "/token",
                    Map.of(
                            "grant_type",
                            OidcHandler.CHALLENGE_GRANT,
                            "audience",
                            audience,
                            "identity",
                            signer.sin().value()));
            JsonNode text = exchange.tree(first).path("challenge");
            if (first.status() != 400 || !text.isTextual()) {
                return ClientRejection.refused(first);
            }
            var signed = ChallengeAnswer.sign(text.textValue(), issuer, ask, signer);
            if (signed instanceof Outcome.Rejected<ChallengeAnswer, ChallengeAnswer.Refusal> no) {
                return new Outcome.Rejected<>(ClientRejection.UNTRUSTED, no.detail(), RequestId.next());
            }
            ChallengeAnswer answer = signed.accepted().orElseThrow();
            RawResponse second = exchange.post(
                    "/token",
                    Map.of(
                            "grant_type",
                            OidcHandler.CHALLENGE_GRANT,
                            "audience",
                            audience,
                            "public_key",
                            answer.publicKey().orElseThrow(),
                            "challenge",
                            answer.challenge(),
                            "signature",
                            answer.signature()));
            return exchange.token(second)
                    .<Outcome<String, ClientRejection>>map(Outcome.Accepted::new)
                    .orElseGet(() -> ClientRejection.refused(second));
        } catch (IOException e) {
            return ClientRejection.unreachable(issuer, e);
        }
    }
}
