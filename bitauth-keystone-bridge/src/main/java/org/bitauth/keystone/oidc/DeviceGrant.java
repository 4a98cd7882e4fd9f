package org.bitauth.keystone.oidc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/** The device's side of the device grant: asking for codes and for the JWT (RFC 8628, sections 3.1, 3.2, 3.4 and 3.5). */
final class DeviceGrant {
    static final String TYPE = "urn:ietf:params:oauth:grant-type:device_code";

    private final OidcProvider provider;
    private final Devices devices;

    DeviceGrant(OidcProvider provider, Devices devices) {
        this.provider = provider;
        this.devices = devices;
    }

    /** The device authorization endpoint. Without a parameter audience, the client itself is the audience. */
    RawResponse begin(RawRequest request, String requestId) {
        Parameters parameters = Parameters.ofBody(request);
        ClientRegister.Claim claim = provider.clients().claim(request, parameters);
        String audience = parameters.find("audience").orElse(claim.id());
        if (!devices.mayAsk(request)) {
            return refused(OidcRejection.SLOW_DOWN, "too many device codes", requestId);
        }
        Optional<OidcClient> client = provider.clients().authenticate(claim);
        if (client.isEmpty()) {
            return refused(OidcRejection.INVALID_CLIENT, "client", requestId);
        }
        if (!audience.equals(claim.id()) && !provider.isAudience(audience)) {
            return refused(OidcRejection.INVALID_TARGET, "audience is not configured", requestId);
        }
        DeviceRequest made = devices.begin(request, claim.id(), audience);
        String page = provider.issuer() + "/device";
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("device_code", devices.code(made))
                .put("user_code", made.userCode())
                .put("verification_uri", page)
                .put(
                        "verification_uri_complete",
                        client.get().linkCarriesCode() ? page + "?user_code=" + made.userCode() : page)
                .put("expires_in", Devices.LIFE.toSeconds())
                .put("interval", Devices.INTERVAL);
        return OAuthAnswers.json(200, body);
    }

    /** The grant at the token endpoint. */
    RawResponse answer(RawRequest request, Parameters parameters, String requestId) {
        ClientRegister.Claim claim = provider.clients().claim(request, parameters);
        Optional<Devices.Code> code = devices.open(parameters.get("device_code"));
        if (provider.clients().find(claim.id()).isEmpty()) {
            return refused(OidcRejection.INVALID_CLIENT, "unknown client", requestId);
        }
        if (code.isEmpty() || !code.get().client().equals(claim.id())) {
            return refused(OidcRejection.INVALID_GRANT, "device code is not ours, or another client's", requestId);
        }
        if (devices.isExpired(code.get())) {
            return refused(OidcRejection.EXPIRED_TOKEN, "device code", requestId);
        }
        if (!devices.isPatient(code.get())) {
            return refused(OidcRejection.SLOW_DOWN, "device asks too often", requestId);
        }
        if (provider.clients().authenticate(claim).isEmpty()) {
            return refused(OidcRejection.INVALID_CLIENT, "secret of " + claim, requestId);
        }
        Optional<DeviceRequest> waiting = devices.find(code.get());
        if (waiting.isEmpty()) {
            return refused(OidcRejection.EXPIRED_TOKEN, "device code is not kept", requestId);
        }
        if (waiting.get().decision().isEmpty()) {
            return OAuthAnswers.error(400, OidcRejection.AUTHORIZATION_PENDING.word(), "Nobody has confirmed it yet.");
        }
        return decided(waiting.get(), waiting.get().decision().get().sin(), requestId);
    }

    private RawResponse decided(DeviceRequest request, Optional<Sin> sin, String requestId) {
        if (sin.isEmpty()) {
            return refused(OidcRejection.ACCESS_DENIED, "the person said no", requestId);
        }
        if (!devices.claim(request)) {
            return refused(OidcRejection.INVALID_GRANT, "device code was used", requestId);
        }
        var issued = provider.issue(sin.get(), request.audience(), requestId);
        return issued instanceof Outcome.Rejected<IssuedJwt, OidcRejection> no
                ? OAuthAnswers.refused(no)
                : OAuthAnswers.json(200, OAuthAnswers.token(issued.accepted().orElseThrow()));
    }

    private RawResponse refused(OidcRejection reason, String detail, String requestId) {
        Outcome<IssuedJwt, OidcRejection> no = provider.refuse(reason, detail, requestId);
        return OAuthAnswers.refused(no.rejected().orElseThrow());
    }
}
