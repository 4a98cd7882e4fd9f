package org.bitauth.ssh.fuzz;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.challenge.Challenges;
import org.bitauth.challenge.MacKey;
import org.bitauth.challenge.MacKeys;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RawRequest;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.EnrolmentSecrets;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.InMemoryHostRegister;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.http.SshHandler;
import org.bitauth.ssh.nova.VendordataHandler;

/** A cloud with known keys, for whose answers to a form there are seeds. */
final class FormTarget {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static final URI URL = URI.create("https://cloud.example/v3");
    private static final SshKeyPair USER_CA = SshKeyPair.generate();
    private static final SshKeyPair HOST_CA = SshKeyPair.generate();

    private FormTarget() {}

    /** Posts a form; a server's fault is a finding. */
    static boolean isTaken(String path, byte[] form) {
        Map<String, List<String>> headers = Map.of("Content-Type", List.of("application/x-www-form-urlencoded"));
        return isGood(handler()
                .handle(new RawRequest("POST", "/ssh" + path, "/ssh", headers, form))
                .status());
    }

    /** Asks for vendordata as Nova does, about an instance that nobody knows: taken is what is looked for there. */
    static boolean isTakenAsVendordata(byte[] json) {
        VendordataHandler handler = VendordataHandler.builder(
                        SshCertificateAuthority.builder(URL, request -> LoginDecision.allow(), CaSigner.of(USER_CA))
                                .build(),
                        request -> true,
                        request -> Optional.empty())
                .build();
        int status = handler.handle(new RawRequest("POST", "/instance", "", Map.of("X-Auth-Token", List.of("t")), json))
                .status();
        return status == 404 || isGood(status);
    }

    private static boolean isGood(int status) {
        if (status >= 500) {
            throw new IllegalStateException("an answer must not be the server's fault, was " + status);
        }
        return status < 300;
    }

    /** Made anew each time: one that was used remembers, and the same input would not give the same result. */
    static SshHandler handler() {
        InstantSource clock = InstantSource.fixed(NOW);
        return SshHandler.builder(
                        SshCertificateAuthority.builder(URL, request -> LoginDecision.allow(), CaSigner.of(USER_CA))
                                .challenges(challenges())
                                .clock(clock)
                                .build())
                .hosts(new HostCertificateAuthority(
                        new HostZone("i.cloud.example"),
                        CaSigner.of(HOST_CA),
                        new InMemoryHostRegister(),
                        new EnrolmentSecrets(new byte[32], Duration.ofHours(1), clock),
                        clock,
                        AuthListener.none()))
                .build();
    }

    static Challenges challenges() {
        return Challenges.builder(URL)
                .shared(
                        MacKeys.of(MacKey.of("k1", new byte[32])),
                        new InMemoryReplayGuard(1, () -> NOW.minusSeconds(60)))
                .clock(() -> NOW)
                .build();
    }
}
