package org.bitauth.keystone.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
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
    private final Map<String, Map<String, BiFunction<RawRequest, String, RawResponse>>> routes = new LinkedHashMap<>();
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
        Discovery discovery = new Discovery(json, answers, bridge.publicUrl());
        TokenRoutes tokens = new TokenRoutes(bridge, json, answers);
        read("", (request, id) -> discovery.versions());
        read("/v3", (request, id) -> discovery.version());
        read("/v3/auth/tokens", tokens::validate);
        on("POST", "/v3/auth/tokens", tokens::login);
        on("DELETE", "/v3/auth/tokens", tokens::revoke);
        read("/v3/auth/catalog", tokens::catalog);
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
        String path = request.path();
        var methods = routes.get(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        if (methods == null) {
            return answers.error(404, "The resource could not be found.");
        }
        var route = methods.get(request.method());
        if (route == null) {
            return answers.error(405, "The method is not allowed for the requested URL.")
                    .with("Allow", String.join(", ", methods.keySet()));
        }
        return route.apply(request, requestId);
    }

    private void read(String path, BiFunction<RawRequest, String, RawResponse> route) {
        on("GET", path, route);
        on("HEAD", path, route);
    }

    private void on(String method, String path, BiFunction<RawRequest, String, RawResponse> route) {
        routes.computeIfAbsent(path, key -> new LinkedHashMap<>()).put(method, route);
    }
}
