package org.bitauth.keystone;

import java.util.regex.Pattern;
import org.bitauth.MalformedException;

/**
 * One request that an application credential may make; with rules, it may make no others. keystonemiddleware enforces it
 * (Identity API v3, "Application Credentials").
 *
 * @param id its id
 * @param service the service's type, for example {@code object-store}
 * @param method the HTTP method
 * @param path the path, in which {@code *} stands for a part, {@code **} for parts, and {@code {name}} for a part
 */
public record AccessRule(String id, String service, String method, String path) {
    private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern METHOD = Pattern.compile("GET|HEAD|POST|PUT|PATCH|DELETE");
    private static final Pattern PATH = Pattern.compile("/[!-~]{0,127}");

    /**
     * Checks the parts.
     *
     * @throws MalformedException if one has a form that no request has
     */
    public AccessRule {
        require(SERVICE, "service of an access rule", service);
        require(METHOD, "method of an access rule", method);
        require(PATH, "path of an access rule", path);
    }

    private static void require(Pattern form, String what, String value) {
        if (!form.matcher(value).matches()) {
            throw new MalformedException(what + " must be " + form);
        }
    }
}
