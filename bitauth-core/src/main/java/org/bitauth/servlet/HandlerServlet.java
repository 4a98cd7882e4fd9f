package org.bitauth.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.bitauth.http.HttpHandler;

/**
 * Mounts an {@link HttpHandler} in a servlet container, under any path that ends in {@code /*}. The request target
 * reaches the handler as it was received, the body whole and under the handler's cap.
 */
public final class HandlerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient HttpHandler handler;

    /**
     * Mounts a handler.
     *
     * @param handler what answers
     */
    public HandlerServlet(HttpHandler handler) {
        this.handler = handler;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String mount = request.getContextPath() + request.getServletPath();
        ServletMessages.write(handler.handle(ServletMessages.read(request, mount, handler.maxBodyBytes())), response);
    }
}
