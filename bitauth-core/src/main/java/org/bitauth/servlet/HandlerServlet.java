package org.bitauth.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

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
        RawResponse answer = handler.handle(read(request));
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        byte[] body = answer.body();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private RawRequest read(HttpServletRequest request) throws IOException {
        String query = request.getQueryString();
        String target = request.getRequestURI() + (query == null ? "" : "?" + query);
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        byte[] body = request.getInputStream().readNBytes(handler.maxBodyBytes() + 1);
        String mount = request.getContextPath() + request.getServletPath();
        return new RawRequest(request.getMethod(), target, mount, headers, body);
    }
}
