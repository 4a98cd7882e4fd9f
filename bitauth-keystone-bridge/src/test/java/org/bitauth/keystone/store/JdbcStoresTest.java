package org.bitauth.keystone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bitauth.keystone.store.CloudSample.FIRST;
import static org.bitauth.keystone.store.CloudSample.credential;
import static org.bitauth.keystone.store.CloudSample.project;
import static org.bitauth.keystone.store.CloudSample.sin;
import static org.bitauth.keystone.store.CloudSample.user;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.User;
import org.bitauth.keystone.token.Revocation;
import org.bitauth.keystone.token.TokenClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contracts do not ask of every store: round trips, indexes, cleaning, failures. */
class JdbcStoresTest {
    private static final TokenClaims CLAIMS = new TokenClaims(
            "u1",
            List.of("bitauth"),
            List.of("a"),
            Optional.of("p1"),
            Optional.empty(),
            false,
            Optional.empty(),
            DemoCloud.START,
            DemoCloud.START.plusSeconds(3600));

    private volatile Instant now = DemoCloud.START;
    private final H2Database database = H2Database.migrated();
    private final CountedStatements statements = new CountedStatements(database.connections());
    private final JdbcStores stores = JdbcStores.of(statements.dataSource(), () -> now);
    private final JdbcDirectory directory = stores.directory();

    JdbcStoresTest() throws SQLException {
        CloudSample.fill(directory, List.of("p1"), List.of("u1"));
        assertThat(stores.applicationCredentials().add(credential("c1", "u1", "p1")))
                .isTrue();
        statements.take();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void eachQuestionIsOneStatementThatAnIndexAnswers() throws SQLException {
        assertOneThatUsesAnIndex(() -> directory.userOf(sin(1)));
        assertOneThatUsesAnIndex(() -> directory.user("u1"));
        assertOneThatUsesAnIndex(() -> directory.assignment(user("u1"), new ScopeRequest.ProjectById("p1")));
        assertOneThatUsesAnIndex(() -> directory.assignment(
                user("u1"), new ScopeRequest.ProjectByName("p1", DomainReference.ofName("First"))));
        assertOneThatUsesAnIndex(() ->
                directory.assignment(user("u1"), new ScopeRequest.ProjectByName("p1", DomainReference.ofId("d1"))));
        assertOneThatUsesAnIndex(() ->
                directory.assignment(user("u1"), new ScopeRequest.DomainByReference(DomainReference.ofName("First"))));
        assertOneThatUsesAnIndex(() -> directory.assignment(user("u1"), new ScopeRequest.SystemAll()));
        assertOneThatUsesAnIndex(() -> directory.scopes(user("u1")));
        assertOneThatUsesAnIndex(() -> directory.users(Optional.of("u1"), 9));
        assertOneThatUsesAnIndex(() -> directory.users(Optional.empty(), 9));
        assertOneThatUsesAnIndex(() -> directory.projects(Optional.empty(), Optional.empty(), 9));
        assertOneThatUsesAnIndex(() -> directory.projects(Optional.of("p1"), Optional.of("d1"), 9));
        assertOneThatUsesAnIndex(() -> directory.identities("u1"));
        assertOneThatUsesAnIndex(() -> stores.revocations().isRevoked(CLAIMS));
        assertOneThatUsesAnIndex(() -> stores.applicationCredentials().find("c1"));
        assertOneThatUsesAnIndex(() -> stores.applicationCredentials().ofUser("u1"));
    }

    private void assertOneThatUsesAnIndex(Runnable question) throws SQLException {
        question.run();
        List<String> seen = statements.take();

        assertThat(seen).hasSize(1);
        assertThat(database.text("EXPLAIN " + seen.get(0).replace("?", "'1'")))
                .as(seen.get(0))
                .doesNotContain(".tableScan");
    }

    @Test
    void whatIsUnscopedAsksNothing() {
        assertThat(directory.assignment(user("u1"), new ScopeRequest.Unscoped()))
                .isEmpty();
        assertThat(statements.take()).isEmpty();
    }

    @Test
    void severalStatementsAreOneTransaction() {
        directory.addUser(user("u2"), List.of(sin(1)));

        assertThat(statements.take())
                .hasSize(5)
                .startsWith("setAutoCommit")
                .endsWith("commit", "setAutoCommit")
                .doesNotContain("rollback");

        directory.addUser(user("u3"), List.of(sin(1)));
        assertThat(statements.take()).contains("rollback").doesNotContain("commit");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void deletesNoMoreRevocationsThanAskedAndOnlyThoseWhoseTimeIsOver(int atOnce) {
        Instant soon = DemoCloud.START.plusSeconds(60);
        for (int i = 0; i < 3; i++) {
            stores.revocations().revoke(new Revocation.OfToken("soon " + i, soon));
            stores.revocations().revoke(new Revocation.OfUser("soon " + i, DemoCloud.START, soon));
        }
        stores.revocations().revoke(new Revocation.OfToken("a", soon.plusSeconds(60)));
        stores.revocations().revoke(new Revocation.OfUser("b", DemoCloud.START, soon.plusSeconds(60)));
        assertThat(stores.revocations().deleteExpired(atOnce)).isZero();

        now = soon.plusSeconds(1);
        assertThat(stores.revocations().deleteExpired(atOnce)).isEqualTo(Math.min(6, atOnce));
        stores.deleteExpired(atOnce);

        assertThat(stores.revocations().list().revocations()).hasSize(2);
        assertThat(stores.revocations().isRevoked(CLAIMS)).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> stores.deleteExpired(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stores.revocations().deleteExpired(0));
    }

    @Test
    void usedNoncesAreDeletedToo() {
        stores.replayGuard().claim("a", DemoCloud.START);
        now = DemoCloud.START.plusSeconds(2);

        stores.deleteExpired(1);

        assertThat(stores.replayGuard().isClaimed("a")).isFalse();
    }

    @Test
    void theNumberOfAListIsHigherThanThatOfARestoredOne() throws SQLException {
        stores.revocations().revoke(new Revocation.OfToken("a", DemoCloud.START.plusSeconds(60)));
        long before = stores.revocations().list().number();
        database.execute("UPDATE bitauth_revocation_list SET list_number = 5");
        now = Instant.ofEpochMilli(before).plusMillis(1);

        stores.revocations().revoke(new Revocation.OfToken("b", DemoCloud.START.plusSeconds(60)));

        assertThat(stores.revocations().list().number()).isEqualTo(before + 1);
    }

    @Test
    void refusesToRevokeWithoutANumber() throws SQLException {
        database.execute("DELETE FROM bitauth_revocation_list");
        Revocation revocation = new Revocation.OfToken("a", DemoCloud.START.plusSeconds(60));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> stores.revocations().revoke(revocation));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> stores.revocations().list());
        assertThat(stores.revocations().isRevoked(CLAIMS))
                .as("nothing is half done")
                .isFalse();
    }

    @Test
    void refusesToWriteTextsThatHaveNoPlace() {
        String longId = "x".repeat(65);
        String longName = "x".repeat(256);

        malformed(() -> directory.addDomain(new Domain(longId, "x")));
        malformed(() -> directory.addDomain(new Domain("x", longName)));
        malformed(() -> directory.addProject(project(longId)));
        malformed(() -> directory.addUser(user(longId), List.of()));
        malformed(() -> directory.addUser(new User("u2", "\0", FIRST, true, Optional.empty()), List.of()));
        malformed(() -> directory.changeUser(new User("u1", longName, FIRST, true, Optional.empty())));
        malformed(() -> directory.enrol(user("u2"), sin(1), Optional.empty(), List.of(), longName, 1));
        malformed(() -> stores.applicationCredentials().add(credential(longId, "u1", "p1")));
        malformed(() -> stores.revocations().revoke(new Revocation.OfToken(longId, DemoCloud.START)));
        malformed(() -> stores.revocations().revoke(new Revocation.OfUser("\0", DemoCloud.START, DemoCloud.START)));
        assertThat(directory.addGrant(Grant.onProject("\0", "p1", "member"))).isFalse();
        assertThat(statements.take()).as("asked of the database").isEmpty();
    }

    private static void malformed(Runnable write) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(write::run)
                .withMessageNotContaining("xxx");
    }

    @Test
    void failsWithoutTellingASecretWhenTablesAreMissing() throws SQLException {
        database.execute("DROP TABLE bitauth_application_credential");
        String hash = credential("c2", "u1", "p1").secret().text();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> stores.applicationCredentials().add(credential("c2", "u1", "p1")))
                .withMessageStartingWith("application credential store failed, SQL state ")
                .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain(hash));
    }

    @Test
    void saysThatARowIsBrokenWithoutShowingIt() throws SQLException {
        database.execute("UPDATE bitauth_application_credential SET roles = 'not JSON, but secret'");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> stores.applicationCredentials().find("c1"))
                .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain("secret"));
    }

    @Test
    void endsWaitingForALock() throws SQLException {
        JdbcDirectory waiting = database.stores(() -> now).directory();
        try (Connection other = database.connections().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE bitauth_user SET enabled = FALSE WHERE user_id = 'u1'");
            long start = System.nanoTime();

            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> waiting.removeUser("u1"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            other.rollback();
        }
        assertThat(directory.user("u1")).map(User::enabled).contains(true);
    }
}
