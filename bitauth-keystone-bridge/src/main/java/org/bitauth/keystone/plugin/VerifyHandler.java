package org.bitauth.keystone.plugin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.StoreException;
import org.bitauth.challenge.Challenges;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.http.ErrorResponse;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;
import org.bitauth.keystone.BitauthProof;
import org.bitauth.keystone.LoginRejection;
import org.bitauth.keystone.internal.StrictJson;

/**
 * The verify exchange (docs/protocol.md, "Verify exchange") for the auth plug-in of an unmodified Keystone: issues
 * challenges in that Keystone's name and verifies answers. It holds nothing that makes a token, and tells nothing but
 * the identity that was proven. Mount it under any path of a server that strangers cannot reach; a server that ends
 * mutual TLS may stand before it as well, the marks are demanded in any case.
 */
public final class VerifyHandler implements HttpHandler {
    /** The header that carries the marks of {@link PluginSecret}, in calls and answers. */
    public static final String MARK = "X-Bitauth-Mark";

    private static final int MAX_BODY = 16_384;
    private static final String ACTION = "plugin.verify";

    private final BitauthProof proof;
    private final PluginSecret secret;
    private final AuthListener listener;
    private final InstantSource clock;
    private final StrictJson json = new StrictJson();

    /**
     * A handler.
     *
     * @param challenges of Keystone's public auth URL, as its users know it
     * @param secret what the plug-in has too
     * @param listener hears of every verified answer and every refusal
     */
    public VerifyHandler(Challenges challenges, PluginSecret secret, AuthListener listener) {
        this(challenges, secret, listener, InstantSource.system());
    }

    VerifyHandler(Challenges challenges, PluginSecret secret, AuthListener listener, InstantSource clock) {
        proof = new BitauthProof(challenges);
        this.secret = secret;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY;
    }

    @Override
    public RawResponse handle(RawRequest request) {
        if (!request.path().isEmpty() && !request.path().equals("/")) {
            return ErrorResponse.of(404, "missing", "There is nothing here.");
        }
        if (!request.method().equals("POST")) {
            return ErrorResponse.of(405, "malformed", "The method must be POST.")
                    .with("Allow", "POST");
        }
        byte[] body = request.body();
        if (body.length > MAX_BODY) {
            return ErrorResponse.of(413, "malformed", "The body must have at most " + MAX_BODY + " bytes.");
        }
        Optional<String> mark = request.header(MARK);
        if (mark.isEmpty() || !secret.isMarked(mark.get(), body)) {
            String requestId = RequestId.next();
            tell(requestId, Optional.empty(), "not_marked", "the caller does not have the secret");
            return ErrorResponse.of(401, "not_marked", "The call must be marked with the secret.")
                    .with("X-Openstack-Request-Id", requestId);
        }
        RawResponse answer = marked(body);
        return answer.with(MARK, secret.markAnswer(mark.get(), answer.status(), answer.body()));
    }

    private RawResponse marked(byte[] body) {
        String requestId = RequestId.next();
        try {
            VerifyCall call = VerifyCall.read(json.read(body));
            requestId = call.requestId();
            return answer(call);
        } catch (MalformedException e) {
            return refused(new BitauthProof.Refused(LoginRejection.MALFORMED, "" + e.getMessage()), requestId);
        } catch (StoreException e) {
            tell(requestId, Optional.empty(), "failed", e.toString());
            return ErrorResponse.of(503, "unavailable", "Try again later.");
        } catch (RuntimeException e) {
            tell(requestId, Optional.empty(), "failed", e.toString());
            return ErrorResponse.of(500, "error", "An unexpected error occurred.");
        }
    }

    private RawResponse answer(VerifyCall call) {
        BitauthProof.Step step = proof.judge(call.payload(), call.scope(), call.requestId());
        if (step instanceof BitauthProof.Refused no) {
            return refused(no, call.requestId());
        }
        if (step instanceof BitauthProof.Asked asked) {
            return ok(json.object().put("challenge", asked.challenge()));
        }
        Sin sin = ((BitauthProof.Proven) step).identity().sin();
        tell(call.requestId(), Optional.of(sin), "accepted", call.scope().ask().line());
        return ok(json.object().put("identity", sin.value()).put("request_id", call.requestId()));
    }

    private RawResponse refused(BitauthProof.Refused no, String requestId) {
        tell(requestId, Optional.empty(), no.reason().name().toLowerCase(Locale.ROOT), no.detail());
        return no.reason() == LoginRejection.MALFORMED
                ? ErrorResponse.of(400, "malformed", no.detail())
                : ErrorResponse.of(401, "refused", "The proof was not accepted.");
    }

    private RawResponse ok(ObjectNode body) {
        return RawResponse.of(200, "application/json", json.write(body)).with("Cache-Control", "no-store");
    }

    private void tell(String requestId, Optional<Sin> sin, String outcome, String detail) {
        listener.on(new AuthEvent(clock.instant(), requestId, ACTION, sin, outcome, detail));
    }
}
