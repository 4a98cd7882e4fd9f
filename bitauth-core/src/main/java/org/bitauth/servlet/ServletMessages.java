package org.bitauth.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/** Reads a servlet's request as it was on the wire, and writes an answer. */
final class ServletMessages {
    private ServletMessages() {}

    /** Reads a request, its body cut off one byte after the cap. */
    static RawRequest read(HttpServletRequest request, String mount, int maxBodyBytes) throws IOException {
        String query = request.getQueryString();
        String target = request.getRequestURI() + (query == null ? "" : "?" + query);
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        if (request.getHeader("Host") == null && request.getProtocol().startsWith("HTTP/2")) {
            headers.put("Host", List.of(authority(request)));
        }
        byte[] body = request.getInputStream().readNBytes(maxBodyBytes + 1);
        RawRequest read = new RawRequest(request.getMethod(), target, mount, headers, body);
        String sender = request.getRemoteAddr();
        return sender == null ? read : read.sentFrom(sender);
    }

    static void write(RawResponse answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        byte[] body = answer.body();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** In HTTP/2 the pseudo-header {@code :authority} stands for the host. */
    private static String authority(HttpServletRequest request) {
        return request.getServerName() + ":" + request.getServerPort();
    }
}
