package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.MacKeys;
import org.bitauth.keystone.DirectoryAdmin;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.MappingDirectory;
import org.bitauth.keystone.MappingRule;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.Token;
import org.bitauth.keystone.User;
import org.bitauth.keystone.store.JdbcStores;
import org.bitauth.keystone.store.Migrations;
import org.bitauth.keystone.token.TokenKeys;
import org.bitauth.replay.JdbcReplayGuard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two bridges with connections of their own on one real PostgreSQL are one identity service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesIT {
    private static final URI CLOUD = URI.create("https://cloud.example/identity/v3");
    private static final int ROUNDS = 50;

    private final PostgresStore postgres = PostgresStore.start();
    private final MacKeys challengeKeys = MacKeys.random();
    private final TokenKeys tokenKeys = TokenKeys.generate();
    private final JdbcStores firstStores = stores();
    private final JdbcStores secondStores = stores();
    private final DirectoryAdmin admin =
            new DirectoryAdmin(firstStores.directory(), firstStores.revocations(), InstantSource.system());
    private final Domain domain = admin.createDomain("default", "Default");
    private final Project shop = admin.createProject("shop", domain);
    private final KeystoneBridge first = node(firstStores);
    private final KeystoneBridge second = node(secondStores);

    TwoNodesIT() throws Exception {}

    @AfterAll
    void stop() throws Exception {
        postgres.close();
    }

    @Test
    void oneAnswersTheOthersChallengeAndTheAnswerIsGoodOnce() {
        BitauthKey key = user("alice");
        ChallengeAnswer answer = answer(first, key);

        assertThat(second.login(answer, scope()).accepted()).isPresent();
        assertThat(first.login(answer, scope()).accepted()).isEmpty();
        assertThat(second.login(answer, scope()).accepted()).isEmpty();
    }

    @Test
    void oneTakesATokenUntilTheOtherRevokesIt() {
        BitauthKey key = user("bob");
        String secret = first.login(answer(second, key), scope())
                .accepted()
                .orElseThrow()
                .secret();
        Token token = second.validate(secret).orElseThrow();
        assertThat(first.validate(secret)).isPresent();

        second.revoke(token, "req-1");

        assertThat(first.validate(secret)).isEmpty();
        assertThat(second.validate(secret)).isEmpty();
        assertThat(first.signedRevocations()).isNotEmpty();
        assertThat(firstStores.revocations().list().number())
                .isEqualTo(secondStores.revocations().list().number());
    }

    @Test
    void whatIsTakenFromAUserCountsAtTheOtherNodeAtOnce() {
        BitauthKey key = user("carol");
        String secret = second.login(answer(second, key), scope())
                .accepted()
                .orElseThrow()
                .secret();
        String id = second.validate(secret).orElseThrow().user().id();

        admin.revoke(Grant.onProject(id, shop.id(), "member"));

        assertThat(second.validate(secret)).isEmpty();
    }

    @Test
    void theSameAnswerSentToBothAtOnceIsAcceptedOnce() throws Exception {
        BitauthKey key = user("dave");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                ChallengeAnswer answer = answer(first, key);
                CyclicBarrier together = new CyclicBarrier(2);
                List<Future<Boolean>> both = new ArrayList<>();
                for (KeystoneBridge node : List.of(first, second)) {
                    both.add(threads.submit(() -> {
                        together.await();
                        return node.login(answer, scope()).accepted().isPresent();
                    }));
                }
                assertThat(List.of(both.get(0).get(), both.get(1).get()))
                        .as("round %d", round)
                        .containsExactlyInAnyOrder(true, false);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aRuleLetsSomebodyInWhoComesToBothAtOnce() throws Exception {
        MappingRule rule = new MappingRule("anybody", domain, Optional.empty(), Optional.empty(), List.of("member"), 5);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10; round++) {
                BitauthKey key = BitauthKey.generate();
                CyclicBarrier together = new CyclicBarrier(2);
                List<Future<Optional<User>>> both = new ArrayList<>();
                for (JdbcStores stores : List.of(firstStores, secondStores)) {
                    MappingDirectory directory = new MappingDirectory(stores.directory(), List.of(rule));
                    both.add(threads.submit(() -> {
                        together.await();
                        return directory.userOf(key.sin());
                    }));
                }
                assertThat(both.get(0).get())
                        .as("round %d", round)
                        .isEqualTo(both.get(1).get());
                assertThat(both.get(0).get().isPresent()).as("round %d", round).isEqualTo(round < 5);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private JdbcStores stores() {
        HikariDataSource connections = postgres.connections(false);
        Migrations.run(connections);
        return JdbcStores.of(connections, InstantSource.system());
    }

    private KeystoneBridge node(JdbcStores stores) {
        // Both nodes have run for a while: a young guard refuses what may be older than its memory.
        new JdbcReplayGuard(postgres.connections(false), InstantSource.system()).rememberingSince();
        return KeystoneBridge.builder(CLOUD, stores.directory())
                .stores(stores)
                .challengeKeys(challengeKeys)
                .tokenKeys(tokenKeys)
                .build();
    }

    private BitauthKey user(String name) {
        BitauthKey key = BitauthKey.generate();
        User user = admin.createUser(name, domain, List.of(key.sin()), Optional.of(shop.id()));
        admin.grant(Grant.onProject(user.id(), shop.id(), "member"));
        return key;
    }

    private static ChallengeAnswer answer(KeystoneBridge node, BitauthKey key) {
        String text = node.challenge(key.sin(), scope()).text();
        return ChallengeAnswer.sign(text, CLOUD.toString(), scope().ask(), key)
                .accepted()
                .orElseThrow();
    }

    private static ScopeRequest scope() {
        return new ScopeRequest.CloudDefault();
    }
}
