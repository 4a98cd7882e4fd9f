package org.bitauth.ssh.host;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.Principals;
import org.bitauth.ssh.SshPublicKey;

/**
 * One instance, as the set-up of its sshd must know it. Immutable. Every text has an alphabet without blanks, quotes,
 * escapes and line ends, so that none breaks out of the file, unit or YAML that it is written into.
 */
public final class InstanceProfile {
    private static final int MOST_AUTHORITIES = 4;

    private final String cloud;
    private final String name;
    private final List<SshPublicKey> userAuthorities;
    private final Map<String, List<Sin>> owners;
    private final Optional<HostZone> zone;
    private final Optional<SshPublicKey> krlKey;
    private final Optional<String> enrolmentSecret;
    private final boolean krlTimer;

    private InstanceProfile(Builder builder) {
        cloud = SetupWord.CLOUD.require(CloudUrl.of(builder.cloud));
        name = SetupWord.NAME.require(builder.name);
        userAuthorities = List.copyOf(builder.userAuthorities);
        owners = Collections.unmodifiableMap(new TreeMap<>(builder.owners));
        zone = builder.zone;
        krlKey = builder.krlKey;
        enrolmentSecret = builder.enrolmentSecret;
        krlTimer = builder.krlTimer;
        if (userAuthorities.isEmpty() || userAuthorities.size() > MOST_AUTHORITIES) {
            throw new MalformedException(
                    "user CA must be one key, or up to " + MOST_AUTHORITIES + " while it is changed");
        }
        if (owners.isEmpty()) {
            throw new MalformedException("instance must have a login with an owner");
        }
        zone.ifPresent(domain -> domain.host(name));
        if (enrolmentSecret.isPresent() && zone.isEmpty()) {
            throw new MalformedException("enrolment secret must come with the zone of the cloud's host CA");
        }
        if (((krlTimer && krlKey.isEmpty()) || zone.isPresent()) && !cloud.startsWith("https://")) {
            throw new MalformedException(
                    "cloud URL must be https for host certificates, and for revocation lists that are not signed");
        }
    }

    /**
     * Begins a description.
     *
     * @param cloud the cloud's base URL, below which {@code /ssh} answers
     * @param name the instance, {@code [A-Za-z0-9._-]{1,64}}
     * @param userAuthorities the keys of the user CA that sshd is to trust: one, or up to four while it is changed
     * @return a builder
     */
    public static Builder builder(URI cloud, String name, List<SshPublicKey> userAuthorities) {
        return new Builder(cloud, name, userAuthorities);
    }

    /**
     * The cloud.
     *
     * @return its base URL, without a slash at the end
     */
    public String cloud() {
        return cloud;
    }

    /**
     * The instance.
     *
     * @return its name, as principals have it
     */
    public String name() {
        return name;
    }

    /**
     * The keys of the user CA.
     *
     * @return one to four
     */
    public List<SshPublicKey> userAuthorities() {
        return userAuthorities;
    }

    /**
     * Who may log in.
     *
     * @return the owners of each login, one or more
     */
    public Map<String, List<Sin>> owners() {
        return owners;
    }

    /**
     * The principals of one login.
     *
     * @param login one of {@link #owners}
     * @return one for each owner
     */
    public List<String> principals(String login) {
        return owners.getOrDefault(login, List.of()).stream()
                .map(owner -> Principals.of(owner, name, login))
                .toList();
    }

    /**
     * The DNS domain of the cloud's instances.
     *
     * @return empty where the cloud has no host CA
     */
    public Optional<HostZone> zone() {
        return zone;
    }

    /**
     * The key that signs revocation lists.
     *
     * @return empty where https alone vouches for them
     */
    public Optional<SshPublicKey> krlKey() {
        return krlKey;
    }

    /**
     * The secret for the first host certificate.
     *
     * @return empty where the instance asks for none
     */
    public Optional<String> enrolmentSecret() {
        return enrolmentSecret;
    }

    /**
     * Tells whether the instance fetches the revocation list.
     *
     * @return false if something else brings it
     */
    public boolean krlTimer() {
        return krlTimer;
    }

    @Override
    public String toString() {
        return "InstanceProfile[" + name + "]";
    }

    /** Collects the description. Every method throws {@link MalformedException} for a text of another form. */
    public static final class Builder {
        private final URI cloud;
        private final String name;
        private final List<SshPublicKey> userAuthorities;
        private final Map<String, List<Sin>> owners = new TreeMap<>();
        private Optional<HostZone> zone = Optional.empty();
        private Optional<SshPublicKey> krlKey = Optional.empty();
        private Optional<String> enrolmentSecret = Optional.empty();
        private boolean krlTimer = true;

        private Builder(URI cloud, String name, List<SshPublicKey> userAuthorities) {
            this.cloud = cloud;
            this.name = name;
            this.userAuthorities = userAuthorities;
        }

        /**
         * Adds owners of a login.
         *
         * @param login a system user of the instance, {@code [A-Za-z0-9._-]{1,64}}
         * @param sins who may log in
         * @return this
         */
        public Builder owners(String login, Collection<Sin> sins) {
            SetupWord.NAME.require(login);
            for (Sin sin : sins) {
                List<Sin> known = owners.computeIfAbsent(login, any -> new ArrayList<>());
                if (!known.contains(sin)) {
                    known.add(sin);
                }
            }
            return this;
        }

        /**
         * Names the domain of the instances, for host certificates.
         *
         * @param domain the cloud's zone
         * @return this
         */
        public Builder zone(HostZone domain) {
            zone = Optional.of(domain);
            return this;
        }

        /**
         * Demands that revocation lists are signed.
         *
         * @param key the key that signs them
         * @return this
         */
        public Builder krlKey(SshPublicKey key) {
            krlKey = Optional.of(key);
            return this;
        }

        /**
         * Gives the instance the right to one host certificate.
         *
         * @param secret from the cloud's enrolment secrets
         * @return this
         */
        public Builder enrolmentSecret(String secret) {
            enrolmentSecret = Optional.of(SetupWord.SECRET.require(secret));
            return this;
        }

        /**
         * Leaves the fetching of the revocation list to something else.
         *
         * @return this
         */
        public Builder withoutKrlTimer() {
            krlTimer = false;
            return this;
        }

        /**
         * Ends the description.
         *
         * @return the instance
         * @throws MalformedException if there is no owner, no CA or more than four keys of it, a secret without a zone, or a cloud
         *     without https where https alone would vouch for what is fetched
         */
        public InstanceProfile build() {
            return new InstanceProfile(this);
        }
    }
}
