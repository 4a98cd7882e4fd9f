package org.bitauth.keystone;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitauth.challenge.Challenges;
import org.bitauth.challenge.MacKeys;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RequestVerifier;
import org.bitauth.http.ServerNonces;
import org.bitauth.keystone.token.InMemoryRevocationStore;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.keystone.token.TokenKeys;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;

/** Settings of a {@link KeystoneBridge}, with safe defaults: keys made at start, everything in memory, tokens for one hour. */
public final class KeystoneBridgeBuilder {
    final String publicUrl;
    final Directory directory;
    final List<AuthMethod> more = new ArrayList<>();
    Optional<IdentityReader> reader = Optional.empty();
    Optional<DirectoryAdmin> admin = Optional.empty();
    Optional<ReplayGuard> rotationGuard = Optional.empty();
    CatalogSource catalog;
    Duration tokenLife = Duration.ofHours(1);
    AuthListener listener = AuthListener.none();
    InstantSource clock = InstantSource.system();
    boolean demandsHolder;
    private Optional<BridgeStores> shared = Optional.empty();
    private Optional<RevocationStore> revocations = Optional.empty();
    private Optional<ApplicationCredentials> credentials = Optional.empty();
    private Optional<Challenges> challenges = Optional.empty();
    private Optional<TokenKeys> tokenKeys = Optional.empty();
    private MacKeys challengeKeys = MacKeys.random();
    private ServerNonces nonces = ServerNonces.random();

    KeystoneBridgeBuilder(String publicUrl, Directory directory) {
        if (!publicUrl.endsWith("/v3")) {
            throw new IllegalArgumentException("public URL must end in /v3, was " + publicUrl);
        }
        this.publicUrl = publicUrl;
        this.directory = directory;
        this.catalog = scope -> Catalog.ofIdentity(publicUrl, "RegionOne");
        if (directory instanceof IdentityReader identities) {
            reader = Optional.of(identities);
        }
    }

    /**
     * Keeps used nonces, revocations and application credentials in a store, for this process and other nodes. Nodes
     * also share {@link #tokenKeys}, {@link #challengeKeys} and {@link #serverNonces}.
     *
     * @param stores the stores
     * @return this
     */
    public KeystoneBridgeBuilder stores(BridgeStores stores) {
        shared = Optional.of(stores);
        return this;
    }

    /**
     * Marks challenges with kept keys instead of new ones.
     *
     * @param keys the same on every node
     * @return this
     */
    public KeystoneBridgeBuilder challengeKeys(MacKeys keys) {
        challengeKeys = keys;
        return this;
    }

    /**
     * Shares the nonces that signed requests are asked to bear after a start.
     *
     * @param keys the same on every node, never those of challenges
     * @return this
     */
    public KeystoneBridgeBuilder serverNonces(ServerNonces keys) {
        nonces = keys;
        return this;
    }

    /**
     * Takes challenges that were made elsewhere, in place of {@link #challengeKeys} and the replay guard of the stores.
     *
     * @param issued for the same public URL
     * @return this
     */
    public KeystoneBridgeBuilder challenges(Challenges issued) {
        if (!issued.cloud().equals(publicUrl)) {
            throw new IllegalArgumentException("challenges must be of " + publicUrl + ", are of " + issued.cloud());
        }
        challenges = Optional.of(issued);
        return this;
    }

    /**
     * Signs tokens with kept keys instead of new ones.
     *
     * @param keys the same on every node
     * @return this
     */
    public KeystoneBridgeBuilder tokenKeys(TokenKeys keys) {
        tokenKeys = Optional.of(keys);
        return this;
    }

    /**
     * Keeps revocations elsewhere than the stores do.
     *
     * @param store a store that every node reaches
     * @return this
     */
    public KeystoneBridgeBuilder revocations(RevocationStore store) {
        revocations = Optional.of(store);
        return this;
    }

    /**
     * Keeps application credentials elsewhere than the stores do.
     *
     * @param store a store that every node reaches
     * @return this
     */
    public KeystoneBridgeBuilder applicationCredentials(ApplicationCredentials store) {
        credentials = Optional.of(store);
        return this;
    }

    /**
     * Lets users change their own identities by {@code rotate} statements; used ones are remembered by the replay guard of
     * the stores.
     *
     * @param changes what changes the directory
     * @return this
     */
    public KeystoneBridgeBuilder rotation(DirectoryAdmin changes) {
        admin = Optional.of(changes);
        return this;
    }

    /**
     * Lets users change their own identities by {@code rotate} statements.
     *
     * @param changes what changes the directory
     * @param guard remembers used statements; best one whose memory outlives the process, since statements of the first
     *     seconds of its memory are refused
     * @return this
     */
    public KeystoneBridgeBuilder rotation(DirectoryAdmin changes, ReplayGuard guard) {
        admin = Optional.of(changes);
        rotationGuard = Optional.of(guard);
        return this;
    }

    /**
     * Adds a way to log in, or replaces the one of the same name.
     *
     * @param method the way
     * @return this
     */
    public KeystoneBridgeBuilder method(AuthMethod method) {
        more.add(method);
        return this;
    }

    /**
     * Takes a token that is bound to a key for rescoping, for new application credentials, for deleting them and for
     * revoking other tokens only in requests that this key signed. A stolen token is then good for none of it.
     *
     * @return this
     */
    public KeystoneBridgeBuilder requireHolderOfKey() {
        demandsHolder = true;
        return this;
    }

    /**
     * Shows services in tokens; without it, the identity service alone.
     *
     * @param source makes the catalog
     * @return this
     */
    public KeystoneBridgeBuilder catalog(CatalogSource source) {
        catalog = source;
        return this;
    }

    /**
     * How long tokens live.
     *
     * @param life 5 minutes to 24 hours; one hour by default
     * @return this
     */
    public KeystoneBridgeBuilder tokenLife(Duration life) {
        if (life.compareTo(Duration.ofMinutes(5)) < 0 || life.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("token life must be 5 minutes to 24 hours, was " + life);
        }
        tokenLife = life;
        return this;
    }

    /**
     * Hears of every decision.
     *
     * @param hears audit or metrics
     * @return this
     */
    public KeystoneBridgeBuilder listener(AuthListener hears) {
        listener = hears;
        return this;
    }

    /**
     * Tells the time.
     *
     * @param instants the clock
     * @return this
     */
    public KeystoneBridgeBuilder clock(InstantSource instants) {
        clock = instants;
        return this;
    }

    /**
     * Ends the settings.
     *
     * @return the bridge
     */
    public KeystoneBridge build() {
        return new KeystoneBridge(this);
    }

    BridgeStores chosenStores() {
        return new ChosenStores(
                shared.map(BridgeStores::replayGuard)
                        .orElseGet(() -> new InMemoryReplayGuard(InMemoryReplayGuard.DEFAULT_CAPACITY, clock)),
                revocations
                        .or(() -> shared.map(BridgeStores::revocations))
                        .orElseGet(() -> new InMemoryRevocationStore(clock)),
                credentials
                        .or(() -> shared.map(BridgeStores::applicationCredentials))
                        .orElseGet(InMemoryApplicationCredentials::new));
    }

    TokenKeys chosenTokenKeys() {
        return tokenKeys.orElseGet(TokenKeys::generate);
    }

    Challenges chosenChallenges(ReplayGuard guard) {
        return challenges.orElseGet(() -> Challenges.builder(URI.create(publicUrl))
                .shared(challengeKeys, guard)
                .clock(clock)
                .build());
    }

    /** Verifies signed requests whose target begins with {@code /v3}, whatever path leads here. */
    RequestVerifier chosenVerifier(ReplayGuard guard) {
        return RequestVerifier.builder(URI.create(publicUrl.substring(0, publicUrl.length() - "/v3".length())), guard)
                .serverNonces(nonces)
                .listener(listener)
                .clock(clock)
                .build();
    }
}
