package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.IssuedToken;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.Role;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.Token;
import org.bitauth.keystone.User;
import org.bitauth.keystone.store.InMemoryDirectory;
import org.junit.jupiter.api.Test;

/** Roles begin when a payment settles, end with the lease, and come back when it is topped up. */
class LeaseDirectoryTest {
    private static final Domain HOME = new Domain("default", "Default");
    private static final ScopeRequest DEFAULT = new ScopeRequest.CloudDefault();

    private final Shop shop = new Shop();
    private final BitauthKey staff = BitauthKey.generate();
    private final InMemoryDirectory below = InMemoryDirectory.builder()
            .project(new Project("ops", "ops", HOME))
            .user(new User("staff", "staff", HOME, true, Optional.of("ops")), List.of(staff.sin()))
            .role("staff", "ops", "admin")
            .build();
    private final LeaseDirectory<InMemoryDirectory> directory =
            new LeaseDirectory<>(below, HOME, shop.payments.leases(), shop.clock);
    private final KeystoneBridge bridge = KeystoneBridge.builder(Shop.CLOUD, directory)
            .clock(shop.clock)
            .tokenLife(Duration.ofMinutes(45))
            .build();

    private Optional<IssuedToken> login(BitauthKey key, ScopeRequest scope) {
        shop.clock.pass(Duration.ofSeconds(20)); // beyond the memory of a guard that is new
        String challenge = bridge.challenge(key.sin(), scope).text();
        ChallengeAnswer answer = ChallengeAnswer.sign(challenge, Shop.CLOUD.toString(), scope.ask(), key)
                .orElseThrow(no -> new AssertionError(no.detail()));
        return bridge.login(answer, scope).accepted();
    }

    private PlacedOrder paid(int transaction) {
        PlacedOrder placed = shop.order();
        shop.chain.mine(ScriptedChain.pays(placed.invoice().address(), Shop.PRICE, transaction));
        shop.chain.mine();
        shop.payments.sync().once();
        return placed;
    }

    private List<String> roles(Optional<Token> token) {
        return token.orElseThrow().assignment().roles().stream().map(Role::name).toList();
    }

    @Test
    void nobodyWhoHasNotPaidIsAUser() {
        shop.order();

        assertThat(login(shop.buyer, DEFAULT)).isEmpty();
    }

    @Test
    void whoHasPaidGetsATokenForHisOwnProject() {
        paid(1);

        IssuedToken token = login(shop.buyer, DEFAULT).orElseThrow();

        assertThat(roles(bridge.validate(token.secret()))).containsExactly("member");
        Project project = ((Scope.InProject) token.token().assignment().scope()).project();
        assertThat(project.id())
                .isEqualTo(HexFormat.of().formatHex(shop.buyer.sin().hash160()));
        assertThat(directory.project(project.id())).contains(project);
        assertThat(directory.projects(Optional.of(project.name()), Optional.empty(), 5))
                .containsExactly(project);
        assertThat(directory.scopes(token.token().user())).containsExactly(new Scope.InProject(project));
    }

    @Test
    void tokenLivesNoLongerThanTheLease() {
        PlacedOrder placed = paid(1);
        Instant end = shop.lease(placed).paidThrough().orElseThrow();
        shop.clock.set(end.minus(Duration.ofMinutes(10)));

        assertThat(login(shop.buyer, DEFAULT).orElseThrow().token().expiresAt()).isEqualTo(end);
    }

    @Test
    void rolesEndWithTheLeaseAndComeBackWhenItIsToppedUp() {
        PlacedOrder placed = paid(1);
        String project = HexFormat.of().formatHex(shop.buyer.sin().hash160());
        shop.clock.set(shop.lease(placed).paidThrough().orElseThrow().minusSeconds(30));
        String secret = login(shop.buyer, DEFAULT).orElseThrow().secret();
        shop.clock.set(shop.lease(placed).paidThrough().orElseThrow());

        assertThat(bridge.validate(secret)).isEmpty();
        assertThat(login(shop.buyer, new ScopeRequest.ProjectById(project))).isEmpty();
        assertThat(login(shop.buyer, DEFAULT).orElseThrow().token().assignment().roles())
                .isEmpty();

        paid(2);
        assertThat(login(shop.buyer, new ScopeRequest.ProjectById(project))).isPresent();
    }

    @Test
    void tokenIsRefusedAtOnceWhenTheChainTakesTheMoneyBack() {
        paid(1);
        String secret = login(shop.buyer, DEFAULT).orElseThrow().secret();
        assertThat(bridge.validate(secret)).isPresent();
        shop.chain.cut(2);
        for (int i = 0; i < 3; i++) {
            shop.chain.mine();
        }
        shop.payments.sync().once();

        assertThat(bridge.validate(secret)).isEmpty();
    }

    @Test
    void closedLeaseGivesNoRole() {
        PlacedOrder placed = paid(1);
        String secret = login(shop.buyer, DEFAULT).orElseThrow().secret();
        shop.payments.leases().setRevoked(placed.id(), true, "abuse");

        assertThat(bridge.validate(secret)).isEmpty();
    }

    @Test
    void anotherOwnersProjectIsOutOfReach() {
        paid(1);
        BitauthKey other = BitauthKey.generate();
        PlacedOrder placed = shop.order(other);
        shop.chain.mine(ScriptedChain.pays(placed.invoice().address(), Shop.PRICE, 2));
        shop.chain.mine();
        shop.payments.sync().once();
        String project = HexFormat.of().formatHex(other.sin().hash160());

        assertThat(login(shop.buyer, new ScopeRequest.ProjectById(project))).isEmpty();
        assertThat(login(other, new ScopeRequest.ProjectById(project))).isPresent();
    }

    @Test
    void staffStaysWhatItIs() {
        IssuedToken token = login(staff, DEFAULT).orElseThrow();

        assertThat(roles(bridge.validate(token.secret()))).containsExactly("admin");
        assertThat(directory.user("staff")).isPresent();
        assertThat(directory.project("ops")).isPresent();
        assertThat(directory.user("f".repeat(35))).isEmpty();
        assertThat(directory.project("f".repeat(40))).isEmpty();
    }
}
