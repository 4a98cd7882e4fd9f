package org.bitauth.keystone.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.Catalog;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Role;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.Token;

/** Writes the {@code token} object as Keystone does: member for member what services and clients read. */
final class TokenBody {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TokenBody() {}

    static void write(ObjectNode body, Token token, Optional<Catalog> catalog) {
        ObjectNode out = body.putObject("token");
        token.methods().forEach(out.putArray("methods")::add);
        ObjectNode user = out.putObject("user");
        domain(user, token.user().domain());
        user.put("id", token.user().id());
        user.put("name", token.user().name());
        user.putNull("password_expires_at");
        token.auditIds().forEach(out.putArray("audit_ids")::add);
        out.put("expires_at", time(token.expiresAt()));
        out.put("issued_at", time(token.issuedAt()));
        scope(out, token);
        catalog.ifPresent(services -> catalog(out, services));
        token.credential().ifPresent(credential -> credential(out.putObject("application_credential"), credential));
    }

    private static void credential(ObjectNode out, ApplicationCredential credential) {
        out.put("id", credential.id()).put("name", credential.name()).put("restricted", !credential.unrestricted());
        if (!credential.accessRules().isEmpty()) {
            CredentialBody.rules(out.putArray("access_rules"), credential);
        }
    }

    static void catalog(ObjectNode out, Catalog catalog) {
        ArrayNode services = out.putArray("catalog");
        for (Catalog.Service service : catalog.services()) {
            ObjectNode entry = services.addObject();
            ArrayNode endpoints = entry.putArray("endpoints");
            for (Catalog.Endpoint endpoint : service.endpoints()) {
                endpoints
                        .addObject()
                        .put("id", endpoint.id())
                        .put("interface", endpoint.interfaceName())
                        .put("region_id", endpoint.region())
                        .put("url", endpoint.url())
                        .put("region", endpoint.region());
            }
            entry.put("id", service.id()).put("type", service.type()).put("name", service.name());
        }
    }

    private static void scope(ObjectNode out, Token token) {
        Scope scope = token.assignment().scope();
        if (scope instanceof Scope.Unscoped) {
            return;
        }
        if (scope instanceof Scope.InProject in) {
            ObjectNode project = out.putObject("project");
            domain(project, in.project().domain());
            project.put("id", in.project().id()).put("name", in.project().name());
            out.put("is_domain", false);
        } else if (scope instanceof Scope.InDomain in) {
            domain(out, in.domain());
        } else {
            out.putObject("system").put("all", true);
        }
        ArrayNode roles = out.putArray("roles");
        for (Role role : token.assignment().roles()) {
            roles.addObject().put("id", role.id()).put("name", role.name());
        }
    }

    private static void domain(ObjectNode parent, Domain domain) {
        parent.putObject("domain").put("id", domain.id()).put("name", domain.name());
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
