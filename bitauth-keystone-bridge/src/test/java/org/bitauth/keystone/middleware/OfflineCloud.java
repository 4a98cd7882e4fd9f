package org.bitauth.keystone.middleware;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bitauth.BitauthKey;
import org.bitauth.StoreException;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.SecretHash;
import org.bitauth.keystone.User;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.lab.HandlerServer;
import org.bitauth.keystone.store.InMemoryDirectory;
import org.bitauth.keystone.token.InMemoryRevocationStore;
import org.bitauth.keystone.token.TokenKeys;

/** A bridge on loopback with a clock that stands still; tests may let it answer otherwise, or not at all. */
final class OfflineCloud implements AutoCloseable {
    static final String KEYS = "/v3/bitauth/keys";
    static final String LIST = "/v3/bitauth/revocations";

    final BitauthKey alice = BitauthKey.generate();
    final HandlerServer server;
    final URI url;
    final InMemoryRevocationStore revocations;
    final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, HttpHandler> told = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    private final InMemoryDirectory directory;
    private KeystoneBridge bridge;

    OfflineCloud() throws IOException {
        server = new HandlerServer();
        url = URI.create("http://127.0.0.1:" + server.port() + "/v3");
        revocations = new InMemoryRevocationStore(now::get);
        Domain domain = new Domain("default", "Default");
        directory = InMemoryDirectory.builder()
                .project(new Project("p-demo", "demo", domain))
                .user(new User("u-alice", "alice", domain, true, Optional.of("p-demo")), List.of(alice.sin()))
                .role("u-alice", "p-demo", "member")
                .applicationCredential(new ApplicationCredential(
                        "ac-1", "robot", "u-alice", "p-demo", List.of("member"), SecretHash.of("robot's secret")))
                .build();
        bridge = bridge(TokenKeys.generate());
        advance(Duration.ofMinutes(1)); // older than its memory of used nonces
        serve();
    }

    /** From now on it signs with other keys. */
    void rotate(TokenKeys keys) {
        bridge = bridge(keys);
        advance(Duration.ofSeconds(30));
        serve();
    }

    private KeystoneBridge bridge(TokenKeys keys) {
        return KeystoneBridge.builder(url, directory)
                .applicationCredentials(directory)
                .revocations(revocations)
                .tokenKeys(keys)
                .clock(now::get)
                .build();
    }

    private void serve() {
        KeystoneHandler handler = new KeystoneHandler(bridge);
        server.serve(request -> {
            asked.computeIfAbsent(request.path(), path -> new AtomicInteger()).incrementAndGet();
            return told.getOrDefault(request.path(), handler).handle(request);
        });
    }

    void revoke(String token) {
        bridge.revoke(bridge.validate(token).orElseThrow(), "req-1");
    }

    int asked(String path) {
        return asked.getOrDefault(path, new AtomicInteger()).get();
    }

    void tell(String path, RawResponse answer) {
        tell(path, request -> answer);
    }

    void tell(String path, HttpHandler instead) {
        told.put(path, instead);
    }

    void tellTheTruth() {
        told.clear();
    }

    String list() {
        return bridge.signedRevocations();
    }

    Instant now() {
        return Objects.requireNonNull(now.get());
    }

    void advance(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    String token() {
        ScopeRequest scope = new ScopeRequest.CloudDefault();
        String text = bridge.challenge(alice.sin(), scope).text();
        ChallengeAnswer answer = ChallengeAnswer.sign(text, url.toString(), scope.ask(), alice)
                .accepted()
                .orElseThrow();
        return bridge.login(answer, scope)
                .orElseThrow(no -> new AssertionError(no.detail()))
                .secret();
    }

    OfflineTokenChecker checker() {
        return checker(token -> {
            throw new StoreException("asked online");
        });
    }

    OfflineTokenChecker checker(TokenChecker fallback) {
        return OfflineTokenChecker.of(url, fallback, Duration.ofSeconds(60), now::get);
    }

    @Override
    public void close() {
        server.close();
    }
}
