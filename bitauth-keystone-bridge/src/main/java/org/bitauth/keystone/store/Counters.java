package org.bitauth.keystone.store;

import java.sql.SQLException;
import org.bitauth.jdbc.Statements;

/** Counters in the transaction of what they count; a counter's row is locked until its end. */
final class Counters {
    private static final String ADD = "UPDATE bitauth_counter SET used = used + 1 WHERE counter_name = ? AND used < ?";
    private static final String BEGIN = "INSERT INTO bitauth_counter (counter_name, used) VALUES (?, ?)";
    private static final String TAKE = "UPDATE bitauth_counter SET used = used - 1 WHERE counter_name = ? AND used > 0";

    private Counters() {}

    /** Counts one more; false if there are as many as may be. */
    static boolean add(Statements statements, String name, long first, long most) throws SQLException {
        return statements.update(ADD, name, most) == 1
                || statements.putIfAbsent(BEGIN, name, first)
                || statements.update(ADD, name, most) == 1; // another node began it meanwhile
    }

    static void remove(Statements statements, String name) throws SQLException {
        statements.update(TAKE, name);
    }
}
