package org.bitauth.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.TreeMap;
import org.bitauth.http.SignedRequest;

/** Says who called, and what it read of the body in the way that the path asks for. */
final class EchoServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getRequestURI()) {
            case "/async" -> answerLater(request);
            case "/reader" -> answer(request, response, request.getReader().readLine());
            case "/form" -> {
                TreeMap<String, String> values = new TreeMap<>();
                request.getParameterMap().forEach((name, value) -> values.put(name, Arrays.toString(value)));
                answer(request, response, values + " " + request.getParameter("a"));
            }
            default ->
                answer(request, response, "length " + request.getInputStream().readAllBytes().length);
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, String read)
            throws IOException {
        Object signed = request.getAttribute(BitauthFilter.SIGNED_REQUEST);
        String version =
                signed instanceof SignedRequest verified ? verified.version().name() : "-";
        String name = request.getUserPrincipal() == null
                ? "nobody"
                : request.getUserPrincipal().getName();
        response.setContentType("text/plain; charset=utf-8");
        response.getWriter()
                .print(name + " " + request.getRemoteUser() + " " + request.getAuthType() + " " + version + " "
                        + request.getProtocol() + " " + read);
    }

    private static void answerLater(HttpServletRequest request) throws IOException {
        AsyncContext context = request.startAsync();
        ServletInputStream in = request.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                while (in.isReady() && !in.isFinished()) {
                    all.write(in.read());
                }
            }

            @Override
            public void onAllDataRead() throws IOException {
                answer(request, (HttpServletResponse) context.getResponse(), "async length " + all.size());
                context.complete();
            }

            @Override
            public void onError(Throwable problem) {
                context.complete();
            }
        });
    }
}
