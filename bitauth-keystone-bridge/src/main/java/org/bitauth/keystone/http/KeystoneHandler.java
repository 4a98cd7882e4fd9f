package org.bitauth.keystone.http;

import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.internal.StrictJson;

/**
 * The Identity API v3 of a {@link KeystoneBridge}: unmodified keystonemiddleware, keystoneauth and the
 * {@code openstack} command take it for a Keystone. Mount it where the public URL without {@code /v3} leads.
 *
 * @see <a href="https://docs.openstack.org/api-ref/identity/v3/">Identity API v3</a>
 */
public final class KeystoneHandler implements HttpHandler {
    private final Routes routes = new Routes();
    private final KeystoneBridge bridge;
    private final Answers answers;

    /**
     * A handler.
     *
     * @param bridge what decides
     */
    public KeystoneHandler(KeystoneBridge bridge) {
        this.bridge = bridge;
        StrictJson json = new StrictJson();
        answers = new Answers(json, bridge.publicUrl());
        Callers callers = new Callers(bridge, answers);
        Discovery discovery = new Discovery(json, answers, bridge.publicUrl());
        JsonHome home = new JsonHome(json);
        routes.read("", (request, ids, id) -> discovery.versions());
        routes.read("/v3", (request, ids, id) -> home.isWantedBy(request) ? home.answer() : discovery.version());
        new TokenRoutes(bridge, json, answers, callers).addTo(routes);
        new ResourceRoutes(bridge, json, answers, callers).addTo(routes);
        new CredentialRoutes(bridge, json, answers, callers).addTo(routes);
        new BitauthRoutes(bridge, json, answers, callers).addTo(routes);
    }

    @Override
    public RawResponse handle(RawRequest request) {
        String requestId = RequestId.next();
        RawResponse answer;
        try {
            answer = route(request, requestId);
        } catch (MalformedException e) {
            answer = answers.error(400, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            bridge.failed(requestId, e);
            answer = answers.error(503, "The service is temporarily unable to handle the request.");
        } catch (RuntimeException e) {
            bridge.failed(requestId, e);
            answer = answers.error(500, "An unexpected error prevented the server from fulfilling your request.");
        }
        return (request.method().equals("HEAD") ? answer.withoutBody() : answer)
                .with("Vary", "X-Auth-Token")
                .with("X-Openstack-Request-Id", requestId);
    }

    private RawResponse route(RawRequest request, String requestId) {
        if (request.body().length > maxBodyBytes()) {
            return answers.error(413, "Request is too large.");
        }
        Optional<Routes.Match> match = routes.find(request.path());
        if (match.isEmpty()) {
            return answers.error(404, "The resource could not be found.");
        }
        Routes.Route route = match.get().methods().get(request.method());
        if (route == null) {
            return answers.error(405, "The method is not allowed for the requested URL.")
                    .with("Allow", String.join(", ", match.get().methods().keySet()));
        }
        return route.answer(request, match.get().ids(), requestId);
    }
}
