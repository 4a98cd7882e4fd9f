package org.bitauth.ssh.nova;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.EnrolmentSecrets;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.HostRegister;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.InMemoryHostRegister;
import org.bitauth.ssh.InMemoryKrlStore;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.TestCloud;

/** A cloud whose vendor knows one instance, and one token of Nova. */
final class NovaCloud {
    static final String INSTANCE = "7f1a7c3e-6f5e-4b0e-9f5b-1f6f4f0d2a11";
    static final String TOKEN = "nova-service-token";
    static final Sin ALICE = BitauthKey.ofHex("1".repeat(64)).sin();

    final HostRegister register = new InMemoryHostRegister();
    final List<AuthEvent> events = new ArrayList<>();
    final List<VendordataRequest> asked = new ArrayList<>();
    final HostCertificateAuthority hosts = new HostCertificateAuthority(
            new HostZone("i.cloud.example"),
            CaSigner.of(SshKeyPair.generate()),
            register,
            EnrolmentSecrets.random(InstantSource.system()),
            InstantSource.system(),
            event -> {});
    final SshCertificateAuthority authority = SshCertificateAuthority.builder(
                    TestCloud.URL, request -> LoginDecision.allow(), CaSigner.of(SshKeyPair.generate()))
            .revocations(new InMemoryKrlStore(InstantSource.system()))
            .build();
    InstanceDirectory directory = request -> request.instanceId().equals(INSTANCE)
            ? Optional.of(new OwnedInstance("web-1", Map.of("debian", List.of(ALICE))))
            : Optional.empty();
    NovaCaller caller = request -> request.header("X-Auth-Token").orElse("").equals(TOKEN);
    final VendordataHandler handler = VendordataHandler.builder(
                    authority, request -> caller.isNova(request), this::find)
            .hosts(hosts)
            .listener(events::add)
            .build();

    /** A body as Nova writes it. */
    static String body() {
        return """
                {"project-id": "1f4a3f5e6d7c4b0e9f5b1f6f4f0d2a11", "instance-id": "%s", "image-id": "", \
                "user-data": null, "hostname": "web", "metadata": {"tier": "front"}, "boot-roles": "member,reader"}""".formatted(INSTANCE);
    }

    RawResponse post(String target, String body) {
        return send("POST", target, Map.of("X-Auth-Token", List.of(TOKEN)), body.getBytes(StandardCharsets.UTF_8));
    }

    RawResponse send(String method, String target, Map<String, List<String>> headers, byte[] body) {
        return handler.handle(new RawRequest(method, "/nova" + target, "/nova", headers, body));
    }

    private Optional<OwnedInstance> find(VendordataRequest request) {
        asked.add(request);
        return directory.find(request);
    }
}
