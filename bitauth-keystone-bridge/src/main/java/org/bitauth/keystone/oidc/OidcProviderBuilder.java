package org.bitauth.keystone.oidc;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bitauth.challenge.Challenges;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RequestVerifier;
import org.bitauth.keystone.token.TokenKeys;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;

/** Settings of an {@link OidcProvider}, with safe defaults. */
public final class OidcProviderBuilder {
    private static final Duration MAX_JWT_LIFE = Duration.ofSeconds(300);

    final String issuer;
    final IssuerKeys keys;
    final Set<String> audiences = new LinkedHashSet<>();
    final Map<String, OidcClient> clients = new LinkedHashMap<>();
    Duration jwtLife = Duration.ofSeconds(120);
    DenyList denied = DenyList.none();
    Optional<GroupSource> groups = Optional.empty();
    Optional<DeviceStore> devices = Optional.empty();
    Optional<String> senderHeader = Optional.empty();
    ProviderSecret secret = ProviderSecret.random();
    Optional<ReplayGuard> guard = Optional.empty();
    AuthListener listener = AuthListener.none();
    InstantSource clock = InstantSource.system();

    OidcProviderBuilder(URI issuer, IssuerKeys keys) {
        this.issuer = CloudUrl.of(issuer);
        this.keys = keys;
    }

    /**
     * Allows an audience; there must be an audience or a client at least.
     *
     * @param name what the claim {@code aud} says and the person reads, 1 to 64 characters
     * @return this
     */
    public OidcProviderBuilder audience(String name) {
        FederationAsk.of(name);
        audiences.add(name);
        return this;
    }

    /**
     * Lets people log in to a relying party.
     *
     * @param client the relying party
     * @return this
     * @throws IllegalArgumentException if there is one of the same id
     */
    public OidcProviderBuilder client(OidcClient client) {
        if (clients.put(client.id(), client) != null) {
            throw new IllegalArgumentException("client ids must be unique: " + client.id());
        }
        return this;
    }

    /**
     * Switches the device grant on, for the clients that are configured.
     *
     * @param store keeps devices that wait; on a store that every node reaches
     * @return this
     */
    public OidcProviderBuilder deviceGrant(DeviceStore store) {
        devices = Optional.of(store);
        return this;
    }

    /**
     * Says in which header a trusted proxy in front tells the address that a request came from; without it, the address is
     * the one that the server sees. People are told it, and rates are bound by it; nothing else depends on it.
     *
     * @param name a header that the proxy always sets itself
     * @return this
     */
    public OidcProviderBuilder senderHeader(String name) {
        senderHeader = Optional.of(name);
        return this;
    }

    /**
     * How long JWTs are good.
     *
     * @param life whole seconds, 1 to 300; 120 by default
     * @return this
     */
    public OidcProviderBuilder jwtLife(Duration life) {
        if (life.compareTo(Duration.ofSeconds(1)) < 0
                || life.compareTo(MAX_JWT_LIFE) > 0
                || !life.equals(life.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("JWT life must be 1 to 300 whole seconds, was " + life);
        }
        jwtLife = life;
        return this;
    }

    /**
     * Says who gets no JWT.
     *
     * @param list asked at every JWT
     * @return this
     */
    public OidcProviderBuilder denyList(DenyList list) {
        denied = list;
        return this;
    }

    /**
     * Puts a claim {@code groups} into every access token.
     *
     * @param source asked at every JWT
     * @return this
     */
    public OidcProviderBuilder groups(GroupSource source) {
        groups = Optional.of(source);
        return this;
    }

    /**
     * Shares open and finished logins between nodes.
     *
     * @param same the same secret on every node
     * @param replayGuard on a store that every node reaches
     * @return this
     */
    public OidcProviderBuilder shared(ProviderSecret same, ReplayGuard replayGuard) {
        secret = same;
        guard = Optional.of(replayGuard);
        return this;
    }

    /**
     * Refuses keys that have another role already.
     *
     * @param tokenKeys the keys of the cloud's own tokens
     * @return this
     * @throws IllegalArgumentException if a key is among both
     */
    public OidcProviderBuilder apartFrom(TokenKeys tokenKeys) {
        if (!Collections.disjoint(keys.keyIds(), tokenKeys.keyIds())) {
            throw new IllegalArgumentException("issuer key must not be a token key");
        }
        return this;
    }

    /**
     * Hears of every decision.
     *
     * @param hears audit or metrics
     * @return this
     */
    public OidcProviderBuilder listener(AuthListener hears) {
        listener = hears;
        return this;
    }

    /**
     * Tells the time.
     *
     * @param instants the clock
     * @return this
     */
    public OidcProviderBuilder clock(InstantSource instants) {
        clock = instants;
        return this;
    }

    /**
     * Ends the settings.
     *
     * @return the provider
     */
    public OidcProvider build() {
        if (audiences.isEmpty() && clients.isEmpty()) {
            throw new IllegalArgumentException("provider must have an audience or a client");
        }
        if (devices.isPresent() && clients.isEmpty()) {
            throw new IllegalArgumentException("device grant must have a client");
        }
        guard = Optional.of(guard());
        return new OidcProvider(this);
    }

    Challenges challenges(String use, Duration life) {
        return Challenges.builder(URI.create(issuer))
                .shared(secret.macKeys(use), guard())
                .clock(clock)
                .life(life)
                .build();
    }

    RequestVerifier requestVerifier() {
        return RequestVerifier.builder(URI.create(issuer).resolve("/"), guard())
                .clock(clock)
                .listener(listener)
                .serverNonces(secret.serverNonces())
                .maxBodyBytes(OidcHandler.MAX_BODY)
                .build();
    }

    ReplayGuard guard() {
        return guard.orElseGet(() -> new InMemoryReplayGuard(InMemoryReplayGuard.DEFAULT_CAPACITY, clock));
    }
}
