package org.bitauth.keystone.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one table that are inserted together, since a round trip costs more than a row. */
final class RowBatch {
    private static final int AT_ONCE = 50;
    private static final int MOST = 1_000;

    private final LeaseStatements statements;
    private final String one;
    private final String many;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** Takes the statement up to {@code VALUES}, and how many values a row has. */
    RowBatch(LeaseStatements statements, String insert, int columns) {
        String row = "(?" + ", ?".repeat(columns - 1) + ")";
        this.statements = statements;
        this.one = insert + row;
        this.many = insert + row + (", " + row).repeat(AT_ONCE - 1);
    }

    void add(@Nullable Object... row) {
        rows.add(row);
        if (rows.size() == MOST) {
            flush();
        }
    }

    /** Inserts what was added, in that order. */
    void flush() {
        int at = 0;
        for (; at + AT_ONCE <= rows.size(); at += AT_ONCE) {
            List<@Nullable Object> values = new ArrayList<>();
            for (@Nullable Object[] row : rows.subList(at, at + AT_ONCE)) {
                for (Object value : row) {
                    values.add(value);
                }
            }
            statements.update(many, values.toArray());
        }
        for (@Nullable Object[] row : rows.subList(at, rows.size())) {
            statements.update(one, row);
        }
        rows.clear();
    }
}
