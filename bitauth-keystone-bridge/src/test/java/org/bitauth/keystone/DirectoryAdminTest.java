package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bitauth.keystone.AnswerForm.checkError;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.BOB;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.STRANGER;
import static org.bitauth.keystone.DemoCloud.SVC;
import static org.bitauth.keystone.DemoCloud.json;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;
import org.bitauth.keystone.token.Revocation;
import org.bitauth.keystone.token.RevocationList;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.keystone.token.SignedRevocations;
import org.bitauth.keystone.token.TokenClaims;
import org.bitauth.keystone.token.TokenKeySet;
import org.bitauth.keystone.token.TokenReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of the directory, what they mean to a bridge, and which tokens they end for services that check offline. */
class DirectoryAdminTest {
    private static final Domain HOME = WritableCloud.HOME;

    private final WritableCloud users = new WritableCloud();
    private final DirectoryAdmin admin = users.admin;
    private final DemoCloud cloud = users.cloud;

    @Test
    void makesDomainsProjectsAndUsersThatLogIn() {
        Domain far = admin.createDomain("far", "Far away");
        Project lab = admin.createProject("lab", far);
        User bob = admin.createUser("bob", far, List.of(BOB.sin(), STRANGER.sin()), Optional.of(lab.id()));
        admin.grant(Grant.onProject(bob.id(), lab.id(), "reader"));
        admin.grant(Grant.onDomain(bob.id(), "far", "member"));
        admin.grant(Grant.onSystem(bob.id(), "reader"));

        assertThat(bob.id()).matches("[0-9a-f]{32}").isNotEqualTo(lab.id());
        assertThat(json(cloud.login(BOB, NO_SCOPE)).at("/token/project/name").textValue())
                .isEqualTo("lab");
        assertThat(json(cloud.login(STRANGER, "{\"domain\":{\"name\":\"Far away\"}}"))
                        .at("/token/roles/0/name")
                        .textValue())
                .isEqualTo("member");
        assertThat(json(cloud.login(BOB, "{\"system\":{\"all\":true}}"))
                        .at("/token/system/all")
                        .booleanValue())
                .isTrue();
        assertThat(users.revoked()).isEmpty();
    }

    @Test
    void refusesWhatIsTakenOrUnknown() {
        Domain nowhere = new Domain("nowhere", "Nowhere");
        refuses(change -> change.createDomain("default", "Another"));
        refuses(change -> change.createDomain("another", "Default"));
        refuses(change -> change.createProject("demo", HOME));
        refuses(change -> change.createProject("new", nowhere));
        refuses(change -> change.createUser("alice", HOME, List.of(), Optional.empty()));
        refuses(change -> change.createUser("new", nowhere, List.of(), Optional.empty()));
        refuses(change -> change.createUser("new", HOME, List.of(ALICE.sin()), Optional.empty()));
        refuses(change -> change.createUser("new", HOME, List.of(BOB.sin(), BOB.sin()), Optional.empty()));
        refuses(change -> change.createUser("new", HOME, List.of(), Optional.of("nothing")));
        refuses(change -> change.addIdentity("nobody", BOB.sin()));
        refuses(change -> change.addIdentity(users.alice.id(), SVC.sin()));
        refuses(change -> change.addIdentity(users.alice.id(), ALICE.sin()));
        refuses(change -> change.removeIdentity(users.alice.id(), SVC.sin()));
        refuses(change -> change.setEnabled("nobody", true));
        refuses(change -> change.setDefaultProject("nobody", Optional.empty()));
        refuses(change -> change.setDefaultProject(users.alice.id(), Optional.of("nothing")));
        refuses(change -> change.setRotationWait("nobody", Duration.ofSeconds(1)));
        refuses(change -> change.deleteUser("nobody"));
        refuses(change -> change.grant(Grant.onProject("nobody", users.demo.id(), "member")));
        refuses(change -> change.grant(Grant.onProject(users.alice.id(), "nothing", "member")));
        refuses(change -> change.grant(Grant.onDomain(users.alice.id(), "nowhere", "member")));
        refuses(change -> change.revoke(Grant.onProject(users.alice.id(), users.demo.id(), "admin")));
        assertThat(users.store.users(Optional.empty(), 9)).hasSize(2);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "\ud83d", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void refusesNamesThatNoScopeCouldState(String name) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> admin.createDomain("new", name));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> admin.createProject(name, HOME));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> admin.createUser(name, HOME, List.of(), Optional.empty()));
    }

    @Test
    void refusesIdsWaitsAndRolesOfNoForm() {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> admin.createDomain("a b", "New"));
        for (Duration wait :
                new Duration[] {Duration.ofSeconds(-1), Duration.ofDays(30).plusSeconds(1)}) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> admin.setRotationWait(users.alice.id(), wait));
        }
        admin.setRotationWait(users.alice.id(), Duration.ofMillis(1_999));
        assertThat(users.store.rotationWait(users.alice.id())).isEqualTo(Duration.ofSeconds(1));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> admin.grant(Grant.onProject(users.alice.id(), users.demo.id(), "a role")));
    }

    /** What an administrator takes from alice. */
    interface Loss extends BiConsumer<DirectoryAdmin, WritableCloud> {}

    static Stream<Arguments> losses() {
        return Stream.of(
                loss("is locked out", (admin, users) -> admin.setEnabled(users.alice.id(), false)),
                loss("is deleted", (admin, users) -> admin.deleteUser(users.alice.id())),
                loss("loses an identity", (admin, users) -> admin.removeIdentity(users.alice.id(), ALICE.sin())),
                loss(
                        "loses a role",
                        (admin, users) -> admin.revoke(Grant.onProject(users.alice.id(), users.demo.id(), "member"))),
                loss("is logged out", (admin, users) -> admin.revokeTokens(users.alice.id())));
    }

    @ParameterizedTest(name = "alice {0}")
    @MethodSource("losses")
    void endsTokensOnlineAndOfflineWhenAUser(String what, Loss loss) {
        String token = cloud.token(ALICE, NO_SCOPE);
        String service = cloud.token(SVC, NO_SCOPE);
        TokenKeySet keys = TokenKeySet.parse(cloud.bridge.keySet());
        TokenClaims claims = new TokenReader(keys, cloud::now).read(token).orElseThrow();
        assertThat(isRevokedOffline(claims, keys)).isFalse();

        loss.accept(admin, users);

        checkError(cloud.validate(service, token), 404);
        assertThat(isRevokedOffline(claims, keys)).isTrue();
        assertThat(cloud.validate(service, service).status()).isEqualTo(200);
        Revocation revocation = users.revoked().get(0);
        assertThat(revocation.until()).isEqualTo(cloud.now().plus(Duration.ofHours(72)));
    }

    @Test
    void takesTokensOfTheNextSecondAgain() {
        String before = cloud.token(ALICE, NO_SCOPE);
        admin.setEnabled(users.alice.id(), false);
        admin.setEnabled(users.alice.id(), true);
        String sameSecond = cloud.token(ALICE, NO_SCOPE);
        checkError(cloud.validate(before, before), 401);
        checkError(cloud.validate(sameSecond, sameSecond), 401);

        cloud.advance(Duration.ofSeconds(1));

        String after = cloud.token(ALICE, NO_SCOPE);
        assertThat(cloud.validate(after, after).status()).isEqualTo(200);
        checkError(cloud.validate(after, before), 404);
        checkError(cloud.rescope(before, NO_SCOPE), 401);
    }

    @Test
    void endsNothingWhereNothingIsLost() {
        String token = cloud.token(ALICE, NO_SCOPE);
        admin.setEnabled(users.alice.id(), true);
        admin.addIdentity(users.alice.id(), BOB.sin());
        admin.grant(Grant.onProject(users.alice.id(), users.demo.id(), "reader"));
        admin.grant(Grant.onProject(users.alice.id(), users.demo.id(), "reader"));
        admin.setDefaultProject(users.alice.id(), Optional.empty());
        admin.setRotationWait(users.alice.id(), Duration.ofDays(30));

        assertThat(users.revoked()).isEmpty();
        assertThat(json(cloud.validate(token, token)).at("/token/roles")).hasSize(2);
        DemoCloud.secret(cloud.login(BOB, NO_SCOPE));
    }

    @ParameterizedTest(name = "alice {0}")
    @MethodSource("losses")
    void revokesWhenACallThatFailedHalfWayIsMadeAgain(String what, Loss loss) {
        AtomicBoolean down = new AtomicBoolean(true);
        DirectoryAdmin unlucky = new DirectoryAdmin(users.store, failing(users.revocations, down), users::now);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> loss.accept(unlucky, users));
        assertThat(users.revoked()).isEmpty();
        down.set(false);

        try {
            loss.accept(unlucky, users);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("must"); // it is gone already, and the tokens are revoked all the same
        }

        assertThat(users.revoked()).hasSize(1);
    }

    private boolean isRevokedOffline(TokenClaims claims, TokenKeySet keys) {
        return SignedRevocations.read(cloud.bridge.signedRevocations(), keys)
                .orElseThrow()
                .list()
                .revocations()
                .stream()
                .anyMatch(revocation -> revocation.ends(claims));
    }

    private void refuses(Consumer<DirectoryAdmin> change) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> change.accept(admin));
    }

    private static Arguments loss(String what, Loss loss) {
        return Arguments.of(what, loss);
    }

    private static RevocationStore failing(RevocationStore store, AtomicBoolean down) {
        return new RevocationStore() {
            @Override
            public void revoke(Revocation revocation) {
                if (down.get()) {
                    throw new StoreException("down");
                }
                store.revoke(revocation);
            }

            @Override
            public boolean isRevoked(TokenClaims claims) {
                return store.isRevoked(claims);
            }

            @Override
            public RevocationList list() {
                return store.list();
            }
        };
    }
}
