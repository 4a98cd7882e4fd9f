package org.bitauth.keystone.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.keystone.AccessRule;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.CredentialRequest;

/** Reads and writes the {@code application_credential} object (Identity API v3, "Application Credentials"). */
final class CredentialBody {
    private static final Pattern YEAR = Pattern.compile("[0-9]{4}-");

    private final String publicUrl;

    CredentialBody(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    static CredentialRequest read(JsonNode body) {
        JsonNode asked = body.path("application_credential");
        if (!asked.isObject()) {
            throw new MalformedException("Expecting to find application_credential in request body.");
        }
        return new CredentialRequest(
                text(asked, "name").orElseThrow(() -> new MalformedException("'name' is a required property")),
                text(asked, "description").orElse(""),
                text(asked, "secret"),
                roles(asked.path("roles")),
                text(asked, "expires_at").map(CredentialBody::time),
                flag(asked, "unrestricted"),
                rules(asked.path("access_rules")));
    }

    void write(ObjectNode out, ApplicationCredential credential) {
        out.put("id", credential.id()).put("name", credential.name());
        out.put("description", credential.description());
        out.put("project_id", credential.projectId()).put("user_id", credential.userId());
        ArrayNode roles = out.putArray("roles");
        credential.roles().forEach(role -> roles.addObject().put("name", role));
        credential
                .expiresAt()
                .ifPresentOrElse(
                        end -> out.put("expires_at", TokenBody.time(end).replace("Z", "")),
                        () -> out.putNull("expires_at"));
        out.put("unrestricted", credential.unrestricted());
        if (!credential.accessRules().isEmpty()) {
            rules(out.putArray("access_rules"), credential);
        }
        String self = publicUrl + "/users/" + credential.userId() + "/application_credentials/" + credential.id();
        out.putObject("links").put("self", self);
    }

    static void rules(ArrayNode out, ApplicationCredential credential) {
        for (AccessRule rule : credential.accessRules()) {
            out.addObject()
                    .put("id", rule.id())
                    .put("service", rule.service())
                    .put("path", rule.path())
                    .put("method", rule.method());
        }
    }

    private static List<String> roles(JsonNode roles) {
        List<String> names = new ArrayList<>();
        for (JsonNode role : list(roles, "roles")) {
            names.add(text(role, "id")
                    .or(() -> text(role, "name"))
                    .orElseThrow(() -> new MalformedException("a role must have an id or a name")));
        }
        return names;
    }

    private static List<AccessRule> rules(JsonNode rules) {
        List<AccessRule> read = new ArrayList<>();
        for (JsonNode rule : list(rules, "access_rules")) {
            String service = part(rule, "service");
            String method = part(rule, "method");
            String path = part(rule, "path");
            byte[] all = (service + " " + method + " " + path).getBytes(StandardCharsets.UTF_8);
            String id = UUID.nameUUIDFromBytes(all).toString().replace("-", "");
            read.add(new AccessRule(id, service, method, path));
        }
        return read;
    }

    private static JsonNode list(JsonNode node, String name) {
        if (node.isMissingNode() || node.isNull() || node.isArray()) {
            return node;
        }
        throw new MalformedException(name + " must be a list");
    }

    private static String part(JsonNode rule, String name) {
        return text(rule, name)
                .orElseThrow(() -> new MalformedException("an access rule must have service, method and path"));
    }

    private static Optional<String> text(JsonNode parent, String name) {
        JsonNode member = parent.path(name);
        if (member.isMissingNode() || member.isNull()) {
            return Optional.empty();
        }
        if (!member.isTextual()) {
            throw new MalformedException(name + " must be a text");
        }
        return Optional.of(member.textValue());
    }

    private static boolean flag(JsonNode parent, String name) {
        JsonNode member = parent.path(name);
        if (member.isMissingNode() || member.isNull() || member.isBoolean()) {
            return member.asBoolean();
        }
        throw new MalformedException(name + " must be true or false");
    }

    /** Keystone takes times with and without the letter for UTC. Years of five digits are no times of this form. */
    private static Instant time(String text) {
        try {
            if (YEAR.matcher(text).lookingAt()) {
                return text.endsWith("Z")
                        ? Instant.parse(text)
                        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeParseException e) {
            // Begins like a time and is none.
        }
        throw new MalformedException("expires_at must be a time such as 2027-01-01T00:00:00.000000");
    }
}
