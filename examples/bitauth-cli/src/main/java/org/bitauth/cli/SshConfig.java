package org.bitauth.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bitauth.event.AuthListener;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RequestVerifier;
import org.bitauth.keystone.payment.Leases;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.LoginPolicy;
import org.bitauth.ssh.LoginRequest;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshCertificateAuthorityBuilder;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.http.SshHandler;
import org.bitauth.ssh.http.SshHandlerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code ssh} of the config.
 *
 * @param logins who gets certificates
 * @param life how long certificates live, in seconds; 300 without it
 * @param zone the domain of the instances; without one, there are no host certificates
 * @param alsoTrusted key lines of the user CA that are published beside the one that signs, while it is changed
 * @param alsoTrustedHosts key lines of the host CA, likewise
 * @param senderHeader the header in which the proxy tells where a request came from
 * @param policy {@code leases} where whoever has paid for an instance gets certificates for it too; {@code logins}
 *     without it
 */
record SshConfig(
        @JsonProperty(required = true) List<SshLogin> logins,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer life,
        @JsonSetter(nulls = Nulls.SET) @Nullable String zone,

        @JsonProperty("also_trusted") @JsonSetter(nulls = Nulls.SET) @Nullable
        List<String> alsoTrusted,

        @JsonProperty("also_trusted_hosts") @JsonSetter(nulls = Nulls.SET) @Nullable
        List<String> alsoTrustedHosts,

        @JsonProperty("sender_header") @JsonSetter(nulls = Nulls.SET) @Nullable
        String senderHeader,

        @JsonSetter(nulls = Nulls.SET) @Nullable String policy) {
    private static final String PATH = "/v3";

    /** What is served at {@code ssh} below the cloud's URL. */
    HttpHandler handler(URI url, Optional<StateFolder> state, Optional<Leases> leases, AuthListener audit) {
        try {
            SshState files = state.map(SshState::in).orElseGet(SshState::inMemory);
            SshCertificateAuthorityBuilder authority = SshCertificateAuthority.builder(
                            url, policy(leases), CaSigner.of(files.userCa()))
                    .revocations(files.krl())
                    .log(files.log())
                    .listener(audit);
            if (life != null) {
                authority.life(Duration.ofSeconds(life));
            }
            if (alsoTrusted != null) {
                authority.alsoTrusted(keys(alsoTrusted));
            }
            URI root = URI.create(url.toString().replaceAll(PATH + "/*$", ""));
            SshHandlerBuilder handler = SshHandler.builder(authority.build())
                    .krlSigner(files.krlSigner())
                    .signedRequests(RequestVerifier.builder(root, new InMemoryReplayGuard())
                            .listener(audit)
                            .build());
            hosts(files, audit).ifPresent(handler::hosts);
            if (senderHeader != null) {
                handler.senderHeader(senderHeader);
            }
            return handler.build();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "config ssh: " + e.getMessage());
        }
    }

    private Optional<HostCertificateAuthority> hosts(SshState files, AuthListener audit) {
        return Optional.ofNullable(zone)
                .map(name -> new HostCertificateAuthority(
                                new HostZone(name),
                                CaSigner.of(files.hostCa()),
                                files.hosts(),
                                files.enrolment(),
                                InstantSource.system(),
                                audit)
                        .alsoTrusting(keys(alsoTrustedHosts == null ? List.of() : alsoTrustedHosts)));
    }

    private static SshPublicKey[] keys(List<String> lines) {
        return lines.stream().map(SshPublicKey::parse).toArray(SshPublicKey[]::new);
    }

    private LoginPolicy policy(Optional<Leases> leases) {
        String name = policy == null ? "logins" : policy;
        return switch (name) {
            case "logins" ->
                request -> listed(request).orElseGet(() -> LoginDecision.deny("This identity may not log in there."));
            case "leases" -> {
                Leases paid = leases.orElseThrow(
                        () -> new IllegalArgumentException("policy 'leases' must stand with the section 'payments'"));
                yield request -> listed(request).orElseGet(() -> paid(paid, request));
            }
            default -> throw new IllegalArgumentException("policy must be 'logins' or 'leases', was " + name);
        };
    }

    private Optional<LoginDecision> listed(LoginRequest request) {
        return logins.stream()
                .filter(login -> login.allows(request))
                .findFirst()
                .map(SshLogin::grant);
    }

    private static LoginDecision paid(Leases leases, LoginRequest request) {
        return leases.openUntil(request.sin(), request.instance())
                .<LoginDecision>map(end -> LoginDecision.allow().until(end))
                .orElseGet(() -> LoginDecision.deny("Nothing is paid for this instance."));
    }
}
