package org.bitauth.ssh.nova;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.http.ErrorResponse;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.host.CloudConfig;
import org.bitauth.ssh.host.InstanceProfile;

/**
 * Answers Nova's requests for dynamic vendordata, by which an instance learns at its boot who owns it. Two targets:
 *
 * <ul>
 *   <li>{@code /instance}: a JSON object with the instance's name, CA, principals, and its enrolment secret;
 *   <li>{@code /cloud-init}: a JSON string with the whole cloud-config. Nova's target must have the name
 *       {@code cloud-init}, which is where cloud-init looks.
 * </ul>
 *
 * <p>Nova asks whenever the instance reads its metadata. An instance that is enrolled gets no secret any more. Whoever is on
 * an instance can read its metadata.
 */
public final class VendordataHandler implements HttpHandler {
    /** User data in base64 and metadata are in the request. */
    private static final int MAX_BODY = 512 * 1024;

    private static final String JSON = "application/json";

    private final SshCertificateAuthority authority;
    private final NovaCaller caller;
    private final InstanceDirectory directory;
    private final Optional<HostCertificateAuthority> hosts;
    private final Optional<SshPublicKey> krlKey;
    private final InstantSource clock;
    private final AuthListener listener;
    private final VendordataJson json = new VendordataJson();

    private VendordataHandler(Builder builder) {
        authority = builder.authority;
        caller = builder.caller;
        directory = builder.directory;
        hosts = builder.hosts;
        krlKey = builder.krlKey;
        clock = builder.clock;
        listener = builder.listener;
    }

    /**
     * Begins with what is needed. There is no default for either of the vendor's parts.
     *
     * @param authority the user CA; its public URL must be https
     * @param caller tells Nova from anybody else
     * @param directory knows the instances and their owners
     * @return settings
     */
    public static Builder builder(SshCertificateAuthority authority, NovaCaller caller, InstanceDirectory directory) {
        return new Builder(authority, caller, directory);
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY;
    }

    @Override
    public RawResponse handle(RawRequest request) {
        String requestId = RequestId.next();
        RawResponse answer;
        try {
            answer = route(request, requestId);
        } catch (MalformedException e) {
            answer = refuse(400, "malformed", String.valueOf(e.getMessage()), requestId);
        } catch (StoreException e) {
            answer = refuse(503, "unavailable", "Try again later.", requestId);
        } catch (RuntimeException e) {
            tell("failed", e.toString(), requestId);
            answer = ErrorResponse.of(500, "error", "An unexpected error occurred.");
        }
        return answer.with("X-Openstack-Request-Id", requestId);
    }

    private RawResponse route(RawRequest request, String requestId) {
        boolean asText = request.path().equals("/cloud-init");
        if (!asText && !request.path().equals("/instance")) {
            return ErrorResponse.of(404, "missing", "There is nothing here.");
        }
        if (!request.method().equals("POST")) {
            return ErrorResponse.of(405, "malformed", "The method must be POST.")
                    .with("Allow", "POST");
        }
        if (request.header("X-Auth-Token").isEmpty()) {
            return refuse(401, "not_proven", "One X-Auth-Token must be sent.", requestId);
        }
        if (!caller.isNova(request)) {
            return refuse(403, "denied", "The caller must be Nova.", requestId);
        }
        if (request.body().length > MAX_BODY) {
            return refuse(413, "malformed", "The body must have at most " + MAX_BODY + " bytes.", requestId);
        }
        VendordataRequest instance = json.read(request.body());
        Optional<OwnedInstance> owned = directory.find(instance);
        if (owned.isEmpty()) {
            return refuse(404, "missing", "The instance is not known.", requestId);
        }
        InstanceProfile profile = profile(owned.get());
        String body = asText ? json.string(new CloudConfig(profile).files()) : json.object(profile);
        tell(
                "accepted",
                "instance " + instance.instanceId() + " is " + profile.name()
                        + (profile.enrolmentSecret().isPresent() ? ", with a secret" : ""),
                requestId);
        return RawResponse.of(200, JSON, body).with("Cache-Control", "no-store");
    }

    /** The vendor's word: whatever is wrong with it is no fault of the request. */
    private InstanceProfile profile(OwnedInstance owned) {
        try {
            InstanceProfile.Builder profile =
                    InstanceProfile.builder(URI.create(authority.publicUrl()), owned.name(), authority.trustedKeys());
            owned.owners().forEach(profile::owners);
            hosts.ifPresent(host -> {
                profile.zone(host.zone());
                if (!host.isEnrolled(owned.name())) {
                    profile.enrolmentSecret(host.secret(owned.name()));
                }
            });
            krlKey.ifPresent(profile::krlKey);
            if (authority.revocations().isEmpty()) {
                profile.withoutKrlTimer();
            }
            return profile.build();
        } catch (MalformedException e) {
            throw new IllegalStateException("directory must give an instance that can be set up", e);
        }
    }

    private RawResponse refuse(int status, String reason, String message, String requestId) {
        tell(reason, message, requestId);
        return ErrorResponse.of(status, reason, message);
    }

    private void tell(String outcome, String detail, String requestId) {
        listener.on(new AuthEvent(clock.instant(), requestId, "ssh.vendordata", Optional.empty(), outcome, detail));
    }

    /** Settings of a {@link VendordataHandler}. */
    public static final class Builder {
        private final SshCertificateAuthority authority;
        private final NovaCaller caller;
        private final InstanceDirectory directory;
        private Optional<HostCertificateAuthority> hosts = Optional.empty();
        private Optional<SshPublicKey> krlKey = Optional.empty();
        private InstantSource clock = InstantSource.system();
        private AuthListener listener = event -> {};

        private Builder(SshCertificateAuthority authority, NovaCaller caller, InstanceDirectory directory) {
            this.authority = authority;
            this.caller = caller;
            this.directory = directory;
        }

        /**
         * Gives new instances the secret for their host certificate.
         *
         * @param hostAuthority what will certify them
         * @return this
         */
        public Builder hosts(HostCertificateAuthority hostAuthority) {
            hosts = Optional.of(hostAuthority);
            return this;
        }

        /**
         * Has instances demand that the revocation list is signed.
         *
         * @param key the key that signs it
         * @return this
         */
        public Builder krlKey(SshPublicKey key) {
            krlKey = Optional.of(key);
            return this;
        }

        /**
         * Takes the time from another clock.
         *
         * @param instants for events
         * @return this
         */
        public Builder clock(InstantSource instants) {
            clock = instants;
            return this;
        }

        /**
         * Tells decisions to a listener.
         *
         * @param hears of every request that is for one of the targets
         * @return this
         */
        public Builder listener(AuthListener hears) {
            listener = hears;
            return this;
        }

        /**
         * Ends the settings.
         *
         * @return the handler
         * @throws IllegalArgumentException if the authority's public URL is not https
         */
        public VendordataHandler build() {
            if (!authority.publicUrl().startsWith("https://")) {
                throw new IllegalArgumentException("public URL must be https, was " + authority.publicUrl());
            }
            return new VendordataHandler(this);
        }
    }
}
