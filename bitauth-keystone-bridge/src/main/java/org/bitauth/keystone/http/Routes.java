package org.bitauth.keystone.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/** What answers which path. A part {@code {id}} of a path stands for one id, which the route is told. */
final class Routes {
    private static final String ANY_ID = "{id}";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final List<Template> templates = new ArrayList<>();

    /** Answers a request whose path and method are right. */
    @FunctionalInterface
    interface Route {
        RawResponse answer(RawRequest request, List<String> ids, String requestId);
    }

    /** Routes of a path by method, and the ids in the path. */
    record Match(Map<String, Route> methods, List<String> ids) {}

    private record Template(List<String> parts, Map<String, Route> methods) {}

    void read(String path, Route route) {
        on("GET", path, route);
        on("HEAD", path, route);
    }

    void on(String method, String path, Route route) {
        List<String> parts = parts(path);
        Template template = templates.stream()
                .filter(known -> known.parts().equals(parts))
                .findFirst()
                .orElseGet(() -> {
                    Template made = new Template(parts, new LinkedHashMap<>());
                    templates.add(made);
                    return made;
                });
        template.methods().put(method, route);
    }

    /** The routes of a path; a slash at its end does not matter. */
    Optional<Match> find(String path) {
        List<String> parts = parts(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        for (Template template : templates) {
            Optional<List<String>> ids = ids(template.parts(), parts);
            if (ids.isPresent()) {
                return Optional.of(new Match(template.methods(), ids.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<List<String>> ids(List<String> template, List<String> parts) {
        if (template.size() != parts.size()) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            boolean anyId = template.get(i).equals(ANY_ID);
            if (anyId ? !ID.matcher(part).matches() : !template.get(i).equals(part)) {
                return Optional.empty();
            }
            if (anyId) {
                ids.add(part);
            }
        }
        return Optional.of(ids);
    }

    private static List<String> parts(String path) {
        return List.of(path.split("/", -1));
    }
}
