package org.bitauth.keystone.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names of claims, and the form of those that are ours. */
final class TokenForm {
    static final String METHODS = "openstack_methods";
    static final String AUDIT_IDS = "openstack_audit_ids";
    static final String PROJECT = "openstack_project_id";
    static final String DOMAIN = "openstack_domain_id";
    static final String SYSTEM = "openstack_system";
    static final String CREDENTIAL = "openstack_app_cred_id";
    static final String HOLDER = "cnf";
    static final String USER_NAMES = "bitauth_user";
    static final String PROJECT_NAMES = "bitauth_project";
    static final String ROLES = "bitauth_roles";

    private TokenForm() {}

    /** {@code {"name": …, "domain": {"id": …, "name": …}}}. */
    static Map<String, Object> named(String name, TokenNames.Place domain) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("id", domain.id());
        place.put("name", domain.name());
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("name", name);
        named.put("domain", place);
        return named;
    }

    /** Empty if the token holds ids alone. */
    static Optional<TokenNames> names(Map<String, Object> claims) {
        if (!claims.containsKey(USER_NAMES)) {
            return Optional.empty();
        }
        Map<?, ?> user = object(claims.get(USER_NAMES));
        Optional<Map<?, ?>> project =
                claims.containsKey(PROJECT_NAMES) ? Optional.of(object(claims.get(PROJECT_NAMES))) : Optional.empty();
        List<?> roles = claims.containsKey(ROLES) ? list(claims.get(ROLES)) : List.of();
        return Optional.of(new TokenNames(
                text(user.get("name")),
                place(user),
                project.map(named -> text(named.get("name"))),
                project.map(TokenForm::place),
                roles.stream().map(TokenForm::text).toList()));
    }

    private static TokenNames.Place place(Map<?, ?> named) {
        Map<?, ?> domain = object(named.get("domain"));
        return new TokenNames.Place(text(domain.get("id")), text(domain.get("name")));
    }

    private static Map<?, ?> object(@Nullable Object claim) {
        if (claim instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("claim must be an object");
    }

    private static List<?> list(@Nullable Object claim) {
        if (claim instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("claim must be a list");
    }

    private static String text(@Nullable Object claim) {
        if (claim instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("claim must be a text");
    }
}
