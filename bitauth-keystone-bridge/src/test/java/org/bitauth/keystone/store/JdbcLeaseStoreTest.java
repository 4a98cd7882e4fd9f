package org.bitauth.keystone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bitauth.keystone.store.CloudSample.sin;
import static org.bitauth.keystone.store.LeaseSample.START;
import static org.bitauth.keystone.store.LeaseSample.placed;
import static org.bitauth.keystone.store.LeaseSample.settled;
import static org.bitauth.keystone.store.LeaseSample.tip;
import static org.bitauth.keystone.store.LeaseSample.waiting;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;
import org.bitauth.keystone.payment.Evaluation;
import org.bitauth.keystone.payment.JournalEntry;
import org.bitauth.keystone.payment.LeaseBook;
import org.bitauth.keystone.payment.PlacedOrder;
import org.bitauth.statement.SignedStatement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contracts do not ask of every store of leases: round trips, indexes, failures. */
class JdbcLeaseStoreTest {
    private final H2Database database = H2Database.migrated();
    private final CountedStatements statements = new CountedStatements(database.connections());
    private final JdbcLeaseStore store = new JdbcLeaseStore(statements.dataSource());
    private final PlacedOrder placed = placed(1, sin(1));

    JdbcLeaseStoreTest() throws SQLException {
        store.change(book -> {
            book.addOrder(placed);
            book.chain().connect(tip(1, 0), START);
            return true;
        });
        statements.take();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void eachQuestionIsOneStatementThatAnIndexAnswers() throws SQLException {
        List<Function<LeaseBook, Object>> questions = List.of(
                book -> book.nextIndex("s"),
                book -> book.order(placed.id()),
                book -> book.orderAt("a"),
                book -> book.orders(placed.order().lease()),
                book -> book.settledTerms(placed.order().lease()),
                book -> book.latestOrders(sin(1), 9),
                book -> book.dueOrders(1, START, 9),
                book -> book.ordersAfter("", 9),
                book -> book.lease(placed.order().lease()),
                book -> book.leases(sin(1)),
                book -> book.extensions(placed.order().lease()),
                book -> book.journal(placed.id()),
                book -> book.chain().tip(),
                book -> book.chain().hashAt(1),
                book -> book.chain().connectedAt(1),
                book -> book.chain()
                        .output(waiting(1, 0, "a", Optional.empty()).output().outpoint()),
                book -> book.chain().outputs(placed.id()),
                book -> book.chain().outputsAbove(1),
                book -> book.chain().waitingOutputs(),
                book -> book.chain().orphans(9),
                book -> book.chain().ordered(List.of("a", "b")));
        for (Function<LeaseBook, Object> question : questions) {
            store.read(question);
            List<String> seen = statements.take();

            assertThat(seen).hasSize(1);
            assertThat(database.text("EXPLAIN " + seen.get(0).replace("?", "'1'")))
                    .as(seen.get(0))
                    .doesNotContain(".tableScan");
        }
    }

    @Test
    void aChangeIsOneTransaction() {
        store.change(book -> {
            book.chain().lockTip();
            book.chain().connect(tip(2, 0), START);
            return book.takeIndex("s");
        });

        assertThat(statements.take())
                .startsWith("setAutoCommit")
                .endsWith("commit", "setAutoCommit")
                .doesNotContain("rollback");
    }

    @Test
    void noStatementChangesTheJournal() throws IllegalAccessException {
        List<String> onJournal = new ArrayList<>();
        for (Class<?> type : List.of(JdbcLeaseBook.class, JdbcChainBook.class, OrderRow.class)) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                    field.setAccessible(true);
                    String sql = String.valueOf(field.get(null));
                    if (sql.contains("journal")) {
                        onJournal.add(sql);
                    }
                }
            }
        }

        assertThat(onJournal).hasSize(2).allMatch(sql -> sql.startsWith("INSERT") || sql.startsWith("SELECT"));
    }

    /** On PostgreSQL all that follows fails too, and the commit would silently undo what went before. */
    @Test
    void workThatCatchesARefusalOfTheDatabaseCommitsNothing() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.change(book -> {
                    book.takeIndex("s");
                    try {
                        book.chain().connect(tip(1, 1), START); // there is a block at this height
                    } catch (StoreException e) {
                        return false;
                    }
                    return true;
                }))
                .withMessage("lease store failed, SQL state 23505");

        assertThat(store.<Long>read(book -> book.nextIndex("s"))).isZero();
    }

    @Test
    void refusesWhatHasNoPlace() {
        PlacedOrder unsigned = new PlacedOrder(
                placed.order(),
                placed.invoice(),
                new SignedStatement(placed.signedOrder().text(), List.of()),
                placed.signedInvoice(),
                Duration.ZERO,
                List.of(),
                START,
                settled(START));
        PlacedOrder oddRole = new PlacedOrder(
                placed.order(),
                placed.invoice(),
                placed.signedOrder(),
                placed.signedInvoice(),
                Duration.ZERO,
                List.of("two words"),
                START,
                settled(START));

        malformed(book -> book.addOrder(unsigned));
        malformed(book -> book.addOrder(oddRole));
        malformed(book -> book.takeIndex("s".repeat(65)));
        malformed(book -> {
            book.write(new JournalEntry(START, "\0", "cause", "change"));
            return true;
        });
    }

    private void malformed(Function<LeaseBook, Object> work) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> store.change(work));
    }

    @Test
    void refusesToChangeTheChainWithoutItsPosition() throws SQLException {
        database.execute("DELETE FROM bitauth_chain_position");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.change(book -> book.chain().lockTip()))
                .withMessage("lease store must have the row of its position");
    }

    @Test
    void ordersAreReadAndPlacedWhileAnotherChangesTheChain() throws SQLException {
        JdbcLeaseStore other = new JdbcLeaseStore(database.connections());
        try (Connection holder = database.connections().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("UPDATE bitauth_chain_position SET changes = changes + 1");

            assertThat(other.<Boolean>change(book -> book.addOrder(placed(2, sin(2)))))
                    .isTrue();
            assertThat(other.<Long>change(book -> book.takeIndex("s"))).isZero();
            assertThat(evaluation(other)).isEqualTo(placed.evaluation());
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> other.change(book -> book.chain().lockTip()));
            holder.rollback();
        }
    }

    private Evaluation evaluation(JdbcLeaseStore other) {
        return other.read(book -> book.order(placed.id()).orElseThrow().evaluation());
    }
}
