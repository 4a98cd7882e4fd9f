package org.bitauth.keystone.client;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.BitauthSigner;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.http.HttpSender;
import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.ScopeRequest;

/** Settings of a {@link KeystoneClient}. */
public final class KeystoneClientBuilder {
    final String cloud;
    final BitauthSigner signer;
    ScopeRequest scope = new ScopeRequest.CloudDefault();
    Optional<String> region = Optional.empty();
    InstantSource clock = InstantSource.system();
    Optional<HttpSender> http = Optional.empty();

    KeystoneClientBuilder(URI cloud, BitauthSigner signer) {
        this.cloud = CloudUrl.of(cloud);
        this.signer = signer;
    }

    /**
     * The project that the tokens are for.
     *
     * @param name the project's name
     * @param domainName the name of its domain, for example {@code Default}
     * @return this
     * @throws org.bitauth.MalformedException if a name has a form that no name has
     */
    public KeystoneClientBuilder project(String name, String domainName) {
        return scope(new ScopeRequest.ProjectByName(name, DomainReference.ofName(domainName)));
    }

    /**
     * The scope of the tokens. Without it, and without a project, it is left to the cloud: the user's default project,
     * else none.
     *
     * @param tokenScope the scope
     * @return this
     * @throws org.bitauth.MalformedException if an id or name has a form that no id or name has
     */
    public KeystoneClientBuilder scope(ScopeRequest tokenScope) {
        tokenScope.ask(); // refuses what no login could ask for
        scope = tokenScope;
        return this;
    }

    /**
     * The region whose endpoints are meant where none is named. Needed at clouds of several regions only.
     *
     * @param id the region's id, for example {@code RegionOne}
     * @return this
     */
    public KeystoneClientBuilder region(String id) {
        region = Optional.of(id);
        return this;
    }

    /**
     * What tells how old a token is. Need not agree with the cloud's clock.
     *
     * @param instants the system's by default
     * @return this
     */
    public KeystoneClientBuilder clock(InstantSource instants) {
        clock = instants;
        return this;
    }

    /**
     * What sends the requests.
     *
     * @param sender a {@link org.bitauth.http.DirectHttpClient} by default; {@link org.bitauth.http.LeanHttpClient} where
     *     programs start often
     * @return this
     */
    public KeystoneClientBuilder http(HttpSender sender) {
        http = Optional.of(sender);
        return this;
    }

    /**
     * Makes the client. Asks the cloud for nothing yet.
     *
     * @return a client
     */
    public KeystoneClient build() {
        return new KeystoneClient(this);
    }
}
