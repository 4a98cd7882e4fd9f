package org.bitauth.keystone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitauth.keystone.DemoCloud.ROOT;
import static org.bitauth.keystone.DemoCloud.SVC;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.ScopeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that swaps its token and gives it back, at a bridge on a loopback port. */
class RescopeAndRevokeTest {
    private static final ScopeRequest OTHER =
            new ScopeRequest.ProjectByName("other", DomainReference.ofName("Default"));

    private final HandlerServer server = new HandlerServer();
    private final DemoCloud cloud = DemoCloud.at(server.url().toString());
    private final KeystoneClient svc =
            KeystoneClient.builder(server.url(), SVC).project("demo", "Default").build();

    RescopeAndRevokeTest() throws IOException {
        server.serve(cloud.handler);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void swapsItsTokenForOneOfAnotherScope() {
        ClientToken own = svc.current().orElseThrow(CloudException::new);

        ClientToken other = svc.rescope(OTHER).orElseThrow(CloudException::new);
        ClientToken unscoped = svc.rescope(new ScopeRequest.Unscoped()).orElseThrow(CloudException::new);

        assertThat(other.body().at("/project/id").textValue()).isEqualTo("p-other");
        assertThat(other.body().path("methods")).hasSize(2);
        assertThat(unscoped.body().has("project")).isFalse();
        assertThat(other.expiresAt()).isEqualTo(own.expiresAt());
        assertThat(svc.token()).isEqualTo(own.secret());
        assertThat(server.requests).hasSize(4);
    }

    @Test
    void logsInAnewWhereItsTokenWasRevoked() {
        String revoked = svc.token();
        cloud.revoke(revoked, revoked);

        assertThat(svc.rescope(OTHER).accepted()).isPresent();
        assertThat(svc.token()).isNotEqualTo(revoked);
        assertThat(server.requests).hasSize(6);
    }

    @Test
    void passesOnThatTheUserHasNoRoleThere() {
        var no = svc.rescope(new ScopeRequest.SystemAll()).rejected().orElseThrow();

        assertThat(no.reason()).isEqualTo(ClientRejection.REFUSED);
        assertThat(no.detail()).startsWith("401 ");
        assertThat(no.requestId()).isEqualTo(cloud.lastEvent().requestId());
        assertThat(server.requests).as("asked twice, with a login between").hasSize(6);
    }

    @Test
    void doesNotQuoteATokenThatTheCloudRepeats() {
        String token = svc.token();
        server.serve(request -> RawResponse.of(400, "text/plain", new String(request.body(), StandardCharsets.UTF_8)));

        var no = svc.rescope(OTHER).rejected().orElseThrow();

        assertThat(no.detail()).startsWith("400 ").doesNotContain(token, token.substring(0, 40));
    }

    @Test
    void revokesItsTokenAndLogsInAnew() {
        ClientToken token = svc.current().orElseThrow(CloudException::new);

        Outcome<String, ClientRejection> revoked = svc.revoke(token);

        assertThat(revoked.accepted()).contains(cloud.lastEvent().requestId());
        assertThat(cloud.bridge.validate(token.secret())).isEmpty();
        assertThat(svc.token()).isNotEqualTo(token.secret());
        assertThat(cloud.bridge.validate(svc.token())).isPresent();
    }

    @Test
    void revokesAnyTokenWithoutALogin() {
        String token = cloud.token(ROOT, DemoCloud.DEMO);

        assertThat(svc.revoke(token).accepted()).isPresent();

        assertThat(cloud.bridge.validate(token)).isEmpty();
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void saysThatATokenIsNotGoodAnyMore() {
        String token = svc.token();
        svc.revoke(token);

        var again = svc.revoke(token).rejected().orElseThrow();

        assertThat(again.reason()).isEqualTo(ClientRejection.REFUSED);
        assertThat(again.detail()).startsWith("401 ");
    }

    @Test
    void dropsATokenEvenIfItCannotBeRevoked() {
        String token = svc.token();
        server.serve(
                request -> request.method().equals("DELETE") ? RawResponse.of(503) : cloud.handler.handle(request));

        assertThat(svc.revoke(token).rejected().orElseThrow().detail()).startsWith("503 ");
        assertThat(svc.token()).isNotEqualTo(token);
    }

    @Test
    void sendsNothingThatIsNoToken() {
        for (String text : new String[] {"", "a b", "a\r\nX-Evil: 1", "\u00e9", "x".repeat(16_385)}) {
            assertThatThrownBy(() -> svc.revoke(text))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("was another text of " + text.length() + " characters");
        }
        assertThat(server.requests).isEmpty();
    }
}
