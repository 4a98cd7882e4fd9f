package org.bitauth.servlet;

import java.security.Principal;
import org.bitauth.http.SignedRequest;

/**
 * Who signed a servlet's request.
 *
 * @param request what was verified
 */
public record BitauthPrincipal(SignedRequest request) implements Principal {
    @Override
    public String getName() {
        return request.sin().value();
    }
}
