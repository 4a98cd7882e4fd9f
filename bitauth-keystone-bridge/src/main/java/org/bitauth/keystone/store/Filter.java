package org.bitauth.keystone.store;

import java.util.ArrayList;
import java.util.List;

/** The conditions of a query that lists, and its limit, as parameters in their order. */
final class Filter {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final int most;

    Filter(int most) {
        this.most = most;
    }

    /** A column, which is a constant of the program, must have a value. */
    void and(String column, String value) {
        conditions.add(column + " = ?");
        values.add(value);
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    Object[] values() {
        List<Object> all = new ArrayList<>(values);
        all.add(most);
        return all.toArray();
    }
}
