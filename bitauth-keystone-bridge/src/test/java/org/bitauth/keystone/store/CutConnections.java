package org.bitauth.keystone.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections on which the process ends between two writes: before the one of a number, or after it if it is a commit. */
final class CutConnections {
    private final DataSource connections;
    private final Runnable end;
    private final AtomicInteger left;

    /**
     * Connections.
     *
     * @param connections the real ones
     * @param cut at which point, from 1: one before each change, one before and one after each commit
     * @param end ends the process, or all that could go on
     */
    CutConnections(DataSource connections, int cut, Runnable end) {
        this.connections = connections;
        this.end = end;
        this.left = new AtomicInteger(cut);
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (proxy, method, values) -> {
            Connection connection = connections.getConnection();
            return proxy(Connection.class, (lent, called, arguments) -> onConnection(connection, called, arguments));
        });
    }

    private @Nullable Object onConnection(Connection connection, Method called, Object @Nullable [] arguments)
            throws Throwable {
        if (called.getName().equals("prepareStatement")) {
            PreparedStatement statement = (PreparedStatement) invoke(connection, called, arguments);
            return proxy(PreparedStatement.class, (proxy, method, values) -> {
                if (method.getName().equals("executeUpdate")) {
                    point();
                }
                return invoke(statement, method, values);
            });
        }
        if (!called.getName().equals("commit")) {
            return invoke(connection, called, arguments);
        }
        point();
        Object nothing = invoke(connection, called, arguments);
        point();
        return nothing;
    }

    private void point() {
        if (left.decrementAndGet() == 0) {
            end.run();
        }
    }

    private static @Nullable Object invoke(@Nullable Object on, Method method, Object @Nullable [] values)
            throws Throwable {
        try {
            return method.invoke(on, values);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(CutConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
