package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bitauth.keystone.AnswerForm.checkError;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.BOB;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.ROOT;
import static org.bitauth.keystone.DemoCloud.STRANGER;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.store.InMemoryDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users who are made at their first login, by rules. */
class MappingDirectoryTest {
    private static final Domain HOME = WritableCloud.HOME;
    private static final MappingRule ANYBODY = anybody("anybody", 100, "member");

    @Test
    void letsAnybodyInWithAProjectOfHisOwn() {
        WritableCloud users = new WritableCloud(ANYBODY);

        JsonNode token = json(users.cloud.login(STRANGER, NO_SCOPE)).get("token");

        assertThat(token.at("/user/name").textValue()).isEqualTo(STRANGER.sin().value());
        assertThat(token.at("/project/name").textValue())
                .isEqualTo(STRANGER.sin().value());
        assertThat(token.at("/project/id").textValue()).matches("[0-9a-f]{32}");
        assertThat(token.at("/project/domain/id").textValue()).isEqualTo("default");
        assertThat(token.get("roles")).hasSize(1);
        assertThat(token.at("/roles/0/name").textValue()).isEqualTo("member");
        JsonNode other = json(users.cloud.login(BOB, NO_SCOPE)).get("token");
        assertThat(other.at("/project/id")).isNotEqualTo(token.at("/project/id"));
        String scope = "{\"project\":{\"id\":\"" + token.at("/project/id").textValue() + "\"}}";
        DemoCloud.secret(users.cloud.login(STRANGER, scope));
        checkError(users.cloud.login(BOB, scope), 401);
    }

    @Test
    void isTheSameUserAtEveryLoginAndOnEveryCloud() {
        WritableCloud here = new WritableCloud(ANYBODY);
        WritableCloud there = new WritableCloud(anybody("another name", 3, "reader"));

        JsonNode first = json(here.cloud.login(STRANGER, NO_SCOPE)).get("token");
        JsonNode second = json(here.cloud.login(STRANGER, NO_SCOPE)).get("token");
        JsonNode elsewhere = json(there.cloud.login(STRANGER, NO_SCOPE)).get("token");

        assertThat(second.get("user")).isEqualTo(first.get("user"));
        assertThat(second.get("project")).isEqualTo(first.get("project"));
        assertThat(elsewhere.get("user")).isEqualTo(first.get("user"));
        assertThat(elsewhere.get("project")).isEqualTo(first.get("project"));
        assertThat(here.store.users(Optional.empty(), 10)).hasSize(3);
    }

    /** The user of Keystone's own answer: "federated unscoped" of keystone-samples.json. */
    @Test
    void givesTheIdThatKeystoneGivesToAFederatedUser() {
        Domain domain = new Domain("e29f7126364c40ff887dc14068aac083", "bitauth");
        InMemoryDirectory store = new InMemoryDirectory(() -> DemoCloud.START);
        store.addDomain(domain);
        MappingRule rule = new MappingRule("r", domain, Optional.empty(), Optional.empty(), List.of("member"), 1);

        User user = new MappingDirectory(store, List.of(rule))
                .userOf(new Sin("Tf1LuRC7NUsjn8uDdpYdGz7XhCqoi9oLoyM"))
                .orElseThrow();

        assertThat(user.id()).isEqualTo("923531cbc3238e44972051913401e594d648e752cddfef741a771f2f8d365764");
    }

    @Test
    void leavesTheStoreAsItIsUntilTheKeyIsProven() {
        WritableCloud users = new WritableCloud(ANYBODY);
        String challenge = users.cloud.challenge(STRANGER.sin(), NO_SCOPE);
        checkError(users.cloud.post(LoginJson.second(BOB, challenge, NO_SCOPE)), 401);
        checkError(
                users.cloud.post(LoginJson.second(
                        STRANGER.publicKey().toHex(),
                        challenge,
                        LoginJson.sign(BOB, challenge).toDerHex(),
                        NO_SCOPE)),
                401);
        SignedCall call = SignedCall.of(
                users.cloud,
                STRANGER,
                "POST",
                "/v3/auth/tokens",
                LoginJson.signed(NO_SCOPE).toString());
        assertThat(call.send(LoginJson.signed(DEMO).toString()).status()).isEqualTo(401);
        checkError(
                SignedCall.of(users.cloud, STRANGER, "DELETE", "/v3/bitauth/identities/" + STRANGER.sin(), "")
                        .send(),
                404);

        assertThat(users.store.users(Optional.empty(), 10)).hasSize(2);
        assertThat(users.store.projects(Optional.empty(), Optional.empty(), 10)).hasSize(1);

        DemoCloud.secret(users.cloud.post(LoginJson.second(STRANGER, challenge, NO_SCOPE)));
        assertThat(users.store.users(Optional.empty(), 10)).hasSize(3);
        assertThat(users.store.projects(Optional.empty(), Optional.empty(), 10)).hasSize(2);
    }

    @Test
    void letsInThoseOfAListAlone() {
        WritableCloud users = new WritableCloud(listed("friends", Set.of(BOB.sin()), Optional.empty(), "admin"));

        assertThat(json(users.cloud.login(BOB, NO_SCOPE))
                        .at("/token/roles/0/name")
                        .textValue())
                .isEqualTo("admin");
        checkError(users.cloud.login(STRANGER, NO_SCOPE), 401);
        assertThat(users.store.userOf(STRANGER.sin())).isEmpty();
    }

    @Test
    void takesTheFirstRuleThatMatches() {
        WritableCloud users = new WritableCloud(
                listed("friends", Set.of(BOB.sin()), Optional.empty(), "friend"), anybody("anybody", 9, "guest"));

        assertThat(json(users.cloud.login(BOB, NO_SCOPE)).at("/token/roles").findValuesAsText("name"))
                .containsExactly("friend");
        assertThat(json(users.cloud.login(STRANGER, NO_SCOPE))
                        .at("/token/roles")
                        .findValuesAsText("name"))
                .containsExactly("guest");
    }

    @Test
    void givesRolesOnASharedProject() {
        InMemoryDirectory store = new InMemoryDirectory(() -> DemoCloud.START);
        store.addDomain(HOME);
        store.addProject(new Project("p-demo", "demo", HOME));
        MappingRule rule = new MappingRule(
                "guests", HOME, Optional.empty(), Optional.of("p-demo"), List.of("reader", "member"), 9);
        DemoCloud cloud = DemoCloud.of(
                new MappingDirectory(store, List.of(rule)), (builder, clock) -> builder.applicationCredentials(store));

        for (BitauthKey key : new BitauthKey[] {STRANGER, BOB}) {
            JsonNode token = json(cloud.login(key, DEMO)).get("token");
            assertThat(token.get("roles")).hasSize(2);
            assertThat(json(cloud.login(key, NO_SCOPE)).at("/token/project/id").textValue())
                    .isEqualTo("p-demo");
        }
        assertThat(store.projects(Optional.empty(), Optional.empty(), 9)).hasSize(1);
        assertThat(store.users(Optional.empty(), 9)).hasSize(2);
    }

    @Test
    void leavesUsersWhoAreThereAsTheyAre() {
        WritableCloud users = new WritableCloud(ANYBODY);

        JsonNode token = json(users.cloud.login(ALICE, NO_SCOPE)).get("token");

        assertThat(token.at("/user/id").textValue()).isEqualTo(users.alice.id());
        assertThat(token.at("/project/id").textValue()).isEqualTo(users.demo.id());
        assertThat(users.store.users(Optional.empty(), 10)).hasSize(2);
    }

    @Test
    void letsInAsManyAsTheRuleAllowsAndCountsThoseWhoLeft() {
        WritableCloud users = new WritableCloud(anybody("two", 2, "member"));
        String first = users.cloud.token(STRANGER, NO_SCOPE);
        users.cloud.token(BOB, NO_SCOPE);

        checkError(users.cloud.login(ROOT, NO_SCOPE), 401);
        assertThat(users.cloud.validate(first, first).status()).isEqualTo(200);
        DemoCloud.secret(users.cloud.login(BOB, NO_SCOPE));
        users.admin.deleteUser(users.store.userOf(BOB.sin()).orElseThrow().id());
        checkError(users.cloud.login(ROOT, NO_SCOPE), 401);
        checkError(users.cloud.login(BOB, NO_SCOPE), 401);
        assertThat(users.store.projects(Optional.empty(), Optional.empty(), 10)).hasSize(3);
    }

    @Test
    void locksOutAUserWhomARuleLetIn() {
        WritableCloud users = new WritableCloud(ANYBODY);
        users.cloud.token(STRANGER, NO_SCOPE);
        String id = users.store.userOf(STRANGER.sin()).orElseThrow().id();
        users.admin.setEnabled(id, false);
        checkError(users.cloud.login(STRANGER, NO_SCOPE), 401);
        users.admin.setEnabled(id, true);

        users.admin.removeIdentity(id, STRANGER.sin());

        checkError(users.cloud.login(STRANGER, NO_SCOPE), 401);
        assertThat(users.store.users(Optional.empty(), 10)).hasSize(3);
    }

    @Test
    void makesNoUserOfAnIdentityThatWaits() {
        WritableCloud users = new WritableCloud(ANYBODY);
        users.store.addIdentity(
                users.alice.id(),
                new DirectoryStore.UserIdentity(STRANGER.sin(), users.now().plusSeconds(60)));

        checkError(users.cloud.login(STRANGER, NO_SCOPE), 401);

        users.cloud.advance(Duration.ofSeconds(60));
        assertThat(json(users.cloud.login(STRANGER, NO_SCOPE))
                        .at("/token/user/id")
                        .textValue())
                .isEqualTo(users.alice.id());
    }

    @Test
    void makesOneUserFrom32LoginsAtOnce() {
        WritableCloud users = new WritableCloud(anybody("three", 3, "member"));

        Set<String> ids = IntStream.range(0, 32)
                .parallel()
                .mapToObj(i -> json(users.cloud.login(STRANGER, NO_SCOPE))
                        .at("/token/user/id")
                        .textValue())
                .collect(Collectors.toSet());

        assertThat(ids).hasSize(1);
        assertThat(users.store.users(Optional.empty(), 10)).hasSize(3);
        assertThat(users.store.projects(Optional.empty(), Optional.empty(), 10)).hasSize(2);
        DemoCloud.secret(users.cloud.login(BOB, NO_SCOPE));
        DemoCloud.secret(users.cloud.login(ROOT, NO_SCOPE));
    }

    @Test
    void letsInNoMoreThanItAllowsFromManyAtOnce() {
        WritableCloud users = new WritableCloud(anybody("five", 5, "member"));

        long in = IntStream.range(0, 32)
                .parallel()
                .mapToObj(i -> BitauthKey.ofHex(String.format("%064x", 1000 + i)))
                .map(key -> users.cloud.login(key, NO_SCOPE))
                .filter(answer -> answer.status() == 201)
                .count();

        assertThat(in).isEqualTo(5);
        assertThat(users.store.users(Optional.empty(), 100)).hasSize(7);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"admin", "service", "Admin", "ADMIN", "Service", "sErViCe"})
    void neverGivesAnybodyPower(String role) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> anybody("anybody", 1, "member", role));
        assertThat(listed("friends", Set.of(BOB.sin()), Optional.empty(), role).roles())
                .containsExactly(role);
    }

    @Test
    void refusesRulesThatCanLetNobodyIn() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> anybody("anybody", 1));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> anybody("anybody", 0, "member"));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> anybody("anybody", -1, "member"));
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "a role", "r\u00f6le", "a\nb"})
    void refusesRolesThatNoRoleIsCalledBeforeAnybodyComes(String role) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> anybody("anybody", 1, role));
    }

    @Test
    void asksTheStoreForTheRest() {
        WritableCloud users = new WritableCloud(ANYBODY);
        MappingDirectory directory = new MappingDirectory(users.store, List.of(ANYBODY));

        assertThat(directory.user(users.alice.id())).contains(users.alice);
        assertThat(directory.scopes(users.alice)).containsExactly(new Scope.InProject(users.demo));
        assertThat(directory.project(users.demo.id())).contains(users.demo);
        assertThat(directory.domain("default")).contains(HOME);
        assertThat(directory.projects(Optional.of("demo"), Optional.of("default"), 1))
                .containsExactly(users.demo);
        assertThat(directory.domains(Optional.empty(), 9)).containsExactly(HOME);
        RawResponse member = users.cloud.get("/v3/projects", "X-Auth-Token", users.cloud.token(ALICE, NO_SCOPE));
        checkError(member, 403);
    }

    private static MappingRule anybody(String name, int most, String... roles) {
        return new MappingRule(name, HOME, Optional.empty(), Optional.empty(), List.of(roles), most);
    }

    private static MappingRule listed(String name, Set<Sin> sins, Optional<String> project, String... roles) {
        return new MappingRule(name, HOME, Optional.of(sins), project, List.of(roles), 100);
    }
}
