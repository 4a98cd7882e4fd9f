package org.bitauth.keystone.client;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitauth.BitauthSigner;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.Catalog;
import org.bitauth.keystone.ScopeRequest;

/**
 * A program's way into a cloud with a Bitauth key: logs in to its identity service by the method {@code bitauth}, keeps a
 * token and renews it before it ends, and finds the services. The identity service is a Keystone with the plug-in, or a
 * {@link org.bitauth.keystone.KeystoneBridge}.
 *
 * <p>Tokens go to the configured URL only: no redirect is followed, and an answer has 1 MiB and 30 seconds at most.
 * Whatever a cloud answers is an outcome; methods that return no outcome throw {@link CloudException} instead. Starts no
 * thread and need not be closed. Thread-safe.
 */
public final class KeystoneClient {
    private final IdentityRequests requests;
    private final KeyLogin key;
    private final TokenHolder tokens;
    private final Optional<String> region;

    /** A request that carries a token. */
    private interface Question {
        RawResponse ask(String token) throws IOException;
    }

    /**
     * A client whose tokens have the scope that the cloud chooses.
     *
     * @param cloud the identity service's URL, as its owner published it; ends in {@code /v3}
     * @param signer the key
     */
    public KeystoneClient(URI cloud, BitauthSigner signer) {
        this(builder(cloud, signer));
    }

    KeystoneClient(KeystoneClientBuilder settings) {
        ScopeRequest scope = settings.scope;
        requests = new IdentityRequests(settings.cloud, settings.http.orElseGet(DirectHttpClient::new));
        key = new KeyLogin(requests, settings.cloud, settings.signer);
        tokens = new TokenHolder(() -> key.login(scope), settings.clock);
        region = settings.region;
    }

    /**
     * Begins a client.
     *
     * @param cloud the identity service's URL, as its owner published it; ends in {@code /v3}
     * @param signer the key
     * @return the settings
     * @throws org.bitauth.MalformedException if the URL is neither https nor http of a loopback address
     */
    public static KeystoneClientBuilder builder(URI cloud, BitauthSigner signer) {
        return new KeystoneClientBuilder(cloud, signer);
    }

    /**
     * Logs in: asks for a challenge, checks that it is the one awaited, and signs it. The token is the caller's: it is
     * neither kept nor renewed.
     *
     * @param scope the scope of the token
     * @return the token, or why there is none
     */
    public Outcome<ClientToken, ClientRejection> login(ScopeRequest scope) {
        return key.login(scope);
    }

    /**
     * The secret of the current token of this client's scope, to be asked for before each request. See {@link #current}.
     *
     * @return the text for {@code X-Auth-Token}
     * @throws CloudException if there is none
     */
    public String token() {
        return current().orElseThrow(CloudException::new).secret();
    }

    /**
     * The current token of this client's scope. Logs in when there is none, and again when less than a tenth of the life
     * of the one that is kept is left, or less than 60 seconds (at most half its life). There is one login at a time;
     * threads share what it comes to. While the cloud cannot be reached, or answers with 429 or 5xx, the token that is
     * still good is given, and the next login is tried ten seconds later.
     *
     * @return the token, or why there is none
     */
    public Outcome<ClientToken, ClientRejection> current() {
        return tokens.current();
    }

    /**
     * Drops a token that a service answered 401 to, so that {@link #token} logs in anew. Does nothing if another token
     * took its place already, so every thread that got a 401 may call it.
     *
     * @param secret the token that the service did not take
     */
    public void invalidate(String secret) {
        tokens.invalidate(secret);
    }

    /**
     * Where a service is, in the client's region.
     *
     * @param type what service, for example {@code compute}
     * @param interfaceName {@code public}, {@code internal} or {@code admin}
     * @return the URL: http or https, of a host
     * @throws CloudException if there is no token, or the catalog has no such endpoint, or several and the client was
     *     given no region
     */
    public URI endpoint(String type, String interfaceName) {
        return endpoint(new EndpointChoice(type, interfaceName, region));
    }

    /**
     * Where a service is, in one region.
     *
     * @param type what service, for example {@code compute}
     * @param interfaceName {@code public}, {@code internal} or {@code admin}
     * @param regionId the region's id
     * @return the URL: http or https, of a host
     * @throws CloudException if there is no token, or the catalog has no such endpoint, or several
     */
    public URI endpoint(String type, String interfaceName, String regionId) {
        return endpoint(new EndpointChoice(type, interfaceName, Optional.of(regionId)));
    }

    /**
     * The services of the cloud, as the current token shows them.
     *
     * @return the catalog; an endpoint without a region has an empty one
     */
    public Outcome<Catalog, ClientRejection> catalog() {
        Outcome<ClientToken, ClientRejection> token = current();
        return token instanceof Outcome.Rejected<ClientToken, ClientRejection> no
                ? new Outcome.Rejected<>(no.reason(), no.detail(), no.requestId())
                : CatalogReader.read(token.accepted().orElseThrow());
    }

    /**
     * Swaps the current token for one of another scope, by the method {@code token}: no signature is made. The token ends
     * when the current one does. It is the caller's: it is neither kept nor renewed.
     *
     * @param scope the other scope
     * @return the token, or why there is none
     */
    public Outcome<ClientToken, ClientRejection> rescope(ScopeRequest scope) {
        return asked(
                token -> requests.login("token", requests.object().put("id", token), scope),
                201,
                answer -> TokenReader.read(answer, requests.tree(answer)));
    }

    /**
     * The projects that the user has a role on, whatever the scope of this client.
     *
     * @return the projects, or why they are not known
     */
    public Outcome<List<ProjectEntry>, ClientRejection> projects() {
        return asked(requests::projects, 200, answer -> ProjectsReader.read(answer, requests.tree(answer)));
    }

    /**
     * Revokes a token: the cloud takes it no more. If it is the current one, {@link #token} logs in anew.
     *
     * @param token the token, of this client or not
     * @return the id of the request, as the cloud's log names it; or why the token is not revoked, for example since it
     *     is not good any more
     */
    public Outcome<String, ClientRejection> revoke(ClientToken token) {
        return revoke(token.secret());
    }

    /**
     * Revokes a token, as {@link #revoke(ClientToken)} does.
     *
     * @param secret the token
     * @return the id of the request, or why the token is not revoked
     * @throws org.bitauth.MalformedException if it is not printable ASCII
     */
    public Outcome<String, ClientRejection> revoke(String secret) {
        TokenReader.checked(secret);
        tokens.invalidate(secret); // first: nobody is to be given a token on its way out
        return requests.reach(() -> {
            RawResponse answer = requests.revoke(secret);
            return answer.status() == 204
                    ? new Outcome.Accepted<>(AnswerRefusal.requestId(answer))
                    : AnswerRefusal.of(answer, secret);
        });
    }

    private URI endpoint(EndpointChoice choice) {
        return choice.from(catalog().orElseThrow(CloudException::new)).orElseThrow(CloudException::new);
    }

    /**
     * Asks with the current token. A 401 may mean that the cloud has revoked it: then once more with a new one.
     */
    private <T> Outcome<T, ClientRejection> asked(
            Question question, int awaited, Function<RawResponse, Outcome<T, ClientRejection>> reader) {
        return requests.reach(() -> {
            for (boolean first = true; ; first = false) {
                Outcome<ClientToken, ClientRejection> current = tokens.current();
                if (current instanceof Outcome.Rejected<ClientToken, ClientRejection> no) {
                    return new Outcome.Rejected<>(no.reason(), no.detail(), no.requestId());
                }
                String secret = current.accepted().orElseThrow().secret();
                RawResponse answer = question.ask(secret);
                if (answer.status() == awaited) {
                    return reader.apply(answer);
                }
                if (answer.status() != 401 || !first) {
                    return AnswerRefusal.of(answer, secret);
                }
                tokens.invalidate(secret);
            }
        });
    }
}
