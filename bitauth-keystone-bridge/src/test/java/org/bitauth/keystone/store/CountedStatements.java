package org.bitauth.keystone.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Connections that write down the statements which they prepare, and the commits. */
final class CountedStatements {
    private final List<String> seen = new ArrayList<>();
    private final DataSource connections;

    CountedStatements(DataSource connections) {
        this.connections = connections;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Connection connection = connections.getConnection();
            return proxy(Connection.class, (lent, called, values) -> {
                if (called.getName().equals("prepareStatement")) {
                    seen.add(String.valueOf(values[0]));
                } else if (called.getName().matches("commit|rollback|setAutoCommit|setTransactionIsolation")) {
                    seen.add(called.getName());
                }
                try {
                    return called.invoke(connection, values);
                } catch (InvocationTargetException e) {
                    throw e.getTargetException();
                }
            });
        });
    }

    /** What was seen since the last time. */
    List<String> take() {
        List<String> taken = List.copyOf(seen);
        seen.clear();
        return taken;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(CountedStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
