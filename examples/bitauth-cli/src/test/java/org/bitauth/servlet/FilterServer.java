package org.bitauth.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.util.EnumSet;
import java.util.function.Function;
import org.bitauth.http.RequestVerifier;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The filter in front of a servlet on Jetty, with HTTP/1.1 and HTTP/2, on a free loopback port. */
final class FilterServer implements AutoCloseable {
    private final Server server = new Server();
    private final URI url;

    FilterServer(Function<URI, RequestVerifier> verifier, boolean anonymousMayPass, HttpServlet servlet)
            throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        ServerConnector connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        connector.open();
        url = URI.create("http://127.0.0.1:" + connector.getLocalPort());
        BitauthFilter filter = anonymousMayPass
                ? BitauthFilter.recognising(verifier.apply(url))
                : BitauthFilter.requiring(verifier.apply(url));
        ServletContextHandler context = new ServletContextHandler("/");
        FilterHolder filterHolder = new FilterHolder(filter);
        filterHolder.setAsyncSupported(true);
        context.addFilter(filterHolder, "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        server.start();
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
