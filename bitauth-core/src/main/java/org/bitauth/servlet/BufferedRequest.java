package org.bitauth.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request whose body was read once and can be read again. */
final class BufferedRequest extends HttpServletRequestWrapper {
    private final byte[] body;
    private final Optional<BitauthPrincipal> principal;
    private final ServletInputStream stream;

    BufferedRequest(HttpServletRequest request, byte[] body, Optional<BitauthPrincipal> principal) {
        super(request);
        this.body = body;
        this.principal = principal;
        this.stream = new BufferedBody(body);
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return principal.orElse(null);
    }

    @Override
    public @Nullable String getRemoteUser() {
        return principal.map(BitauthPrincipal::getName).orElse(null);
    }

    @Override
    public @Nullable String getAuthType() {
        return principal.isPresent() ? "BITAUTH" : null;
    }

    @Override
    public ServletInputStream getInputStream() {
        return stream;
    }

    @Override
    public BufferedReader getReader() {
        String name = getCharacterEncoding();
        Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        return new BufferedReader(new InputStreamReader(stream, charset));
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = getParameterValues(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return getParameterMap().get(name);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        String type = getContentType();
        boolean form = type != null && type.startsWith("application/x-www-form-urlencoded");
        return form ? FormParameters.merge(super.getParameterMap(), body) : super.getParameterMap();
    }
}
