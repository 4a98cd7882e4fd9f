package org.bitauth.ssh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bitauth.StoreException;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.EnrolmentSecrets;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.HostRegister;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.InMemoryHostRegister;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.TestCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostCertificatesTest {
    private static final String PATH = "/v3/ssh/host-certificates";

    private final TestCloud cloud = new TestCloud();
    private final SshKeyPair hostCa = SshKeyPair.generate();
    private final HostCertificateAuthority authority = authority(new InMemoryHostRegister(), hostCa);
    private final SshHandler handler =
            SshHandler.builder(cloud.authority).hosts(authority).build();
    private final SshPublicKey host = SshKeyPair.generate().publicKey();

    @Test
    void enrolsAHostAndRenewsItsCertificate() {
        assertThat(get(PATH + "/web-1").status()).isEqualTo(404);

        RawResponse first = post(form());
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Cache-Control")).hasValue("no-store");
        assertThat(SshCertificate.parse(first.text()).subject()).isEqualTo(host);

        RawResponse renewed = get(PATH + "/web-1");
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(SshCertificate.parse(renewed.text()).subject()).isEqualTo(host);
        assertThat(SshCertificate.parse(renewed.text()).authority()).isEqualTo(hostCa.publicKey());
    }

    @Test
    void tellsClientsWhomToTrust() {
        assertThat(get("/v3/ssh/known-hosts").text())
                .isEqualTo("@cert-authority *.i.cloud.example "
                        + hostCa.publicKey().line() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"instance", "secret", "key"})
    void refusesMissingAndDoubledFields(String name) {
        Map<String, String> without = form();
        without.remove(name);
        Map<String, String> more = form();
        more.put("identity", "x");

        assertThat(post(without).status()).isEqualTo(400);
        assertThat(post(more).status()).isEqualTo(400);
        assertThat(send("POST", PATH, new Form(form()).body() + "&" + name + "=x")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "instance, a/b, 400",
        "instance, web-2, 403",
        "secret, x, 403",
        "secret, '', 403",
        "key, ssh-rsa AAAA, 400"
    })
    void refusesOtherValues(String name, String value, int status) {
        Map<String, String> form = form();
        form.put(name, value);

        assertThat(post(form).status()).isEqualTo(status);
        assertThat(post(form()).status()).isEqualTo(201);
    }

    @Test
    void refusesASecondKey() {
        post(form());
        Map<String, String> second = form();
        second.put("key", SshKeyPair.generate().publicKey().line());

        assertThat(post(second).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a%2fb", "/..", "/web-1/x"})
    void renewsNothingElse(String path) {
        assertThat(get(PATH + path).status()).isEqualTo(400);
    }

    @Test
    void isUnavailableWhenTheRegisterIs() {
        HostRegister broken = new HostRegister() {
            @Override
            public Optional<SshPublicKey> key(String instance) {
                throw new StoreException("no connection");
            }

            @Override
            public SshPublicKey enrol(String instance, SshPublicKey key) {
                throw new StoreException("no connection");
            }

            @Override
            public void remove(String instance) {
                throw new StoreException("no connection");
            }
        };
        HostCertificateAuthority down = authority(broken, hostCa);
        SshHandler face = SshHandler.builder(cloud.authority).hosts(down).build();
        Map<String, String> form = form();
        form.put("secret", down.secret("web-1"));

        assertThat(face.handle(request("POST", PATH, new Form(form).body())).status())
                .isEqualTo(503);
        assertThat(face.handle(request("GET", PATH + "/web-1", "")).status()).isEqualTo(503);
    }

    @Test
    void signsForHostsWithAnotherKeyThanForUsers() {
        SshHandlerBuilder builder =
                SshHandler.builder(cloud.authority).hosts(authority(new InMemoryHostRegister(), cloud.caKey));

        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    }

    private static HostCertificateAuthority authority(HostRegister register, SshKeyPair ca) {
        InstantSource clock = InstantSource.fixed(TestCloud.NOW);
        return new HostCertificateAuthority(
                new HostZone("i.cloud.example"),
                CaSigner.of(ca),
                register,
                EnrolmentSecrets.random(clock),
                clock,
                AuthListener.none());
    }

    private Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("instance", "web-1");
        form.put("secret", authority.secret("web-1"));
        form.put("key", host.line());
        return form;
    }

    private RawResponse post(Map<String, String> form) {
        return send("POST", PATH, new Form(form).body());
    }

    private RawResponse get(String path) {
        return send("GET", path, "");
    }

    private RawResponse send(String method, String path, String body) {
        return handler.handle(request(method, path, body));
    }

    private static RawRequest request(String method, String path, String body) {
        return new RawRequest(method, path, "/v3/ssh", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
