package org.bitauth.ssh.nova;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.host.InstanceProfile;

/** The bodies of vendordata requests and answers. Members that nobody needs, such as the user data, may have any form. */
final class VendordataJson {
    private static final int MAX_DEPTH = 16;
    private static final int MOST_METADATA = 1_024;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    VendordataRequest read(byte[] body) {
        JsonNode json;
        try {
            json = mapper.readTree(body);
        } catch (IOException e) {
            throw new MalformedException("body must be JSON without repeated names");
        }
        if (json == null || !json.isObject()) {
            throw new MalformedException("body must be a JSON object");
        }
        JsonNode image = json.path("image-id");
        boolean noImage = image.isMissingNode() || image.isNull() || "".equals(image.textValue());
        return new VendordataRequest(
                text(json, "project-id", ID),
                text(json, "instance-id", ID),
                noImage ? Optional.empty() : Optional.of(text(json, "image-id", ID)),
                text(json, "hostname", HOST),
                metadata(json.path("metadata")));
    }

    /** What an instance's own programs can read below the target's name. */
    String object(InstanceProfile profile) {
        ObjectNode object = mapper.createObjectNode();
        object.put("instance", profile.name());
        profile.zone().ifPresent(zone -> object.put("zone", zone.name()));
        ArrayNode authorities = object.putArray("user_ca");
        profile.userAuthorities().stream().map(SshPublicKey::line).forEach(authorities::add);
        ObjectNode principals = object.putObject("principals");
        for (String login : profile.owners().keySet()) {
            ArrayNode list = principals.putArray(login);
            profile.principals(login).forEach(list::add);
        }
        if (profile.krlTimer()) {
            object.put("krl_url", profile.cloud() + "/ssh/krl");
            profile.krlKey().ifPresent(key -> object.put("krl_key", key.line()));
        }
        profile.enrolmentSecret().ifPresent(secret -> {
            object.put("host_certificates_url", profile.cloud() + "/ssh/host-certificates");
            object.put("enrolment_secret", secret);
        });
        return write(object);
    }

    /** A text as a JSON string: cloud-init takes the value below its own name as user data. */
    String string(String text) {
        return write(mapper.getNodeFactory().textNode(text));
    }

    private String write(JsonNode json) {
        try {
            return mapper.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static String text(JsonNode json, String name, Pattern form) {
        JsonNode value = json.path(name);
        if (!value.isTextual() || !form.matcher(value.textValue()).matches()) {
            throw new MalformedException("member " + name + " must be " + form);
        }
        return value.textValue();
    }

    private static Map<String, String> metadata(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return Map.of();
        }
        if (!json.isObject() || json.size() > MOST_METADATA) {
            throw new MalformedException("member metadata must be an object of at most " + MOST_METADATA + " texts");
        }
        Map<String, String> metadata = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (!entry.getValue().isTextual()) {
                throw new MalformedException("member metadata must hold texts");
            }
            metadata.put(entry.getKey(), entry.getValue().textValue());
        }
        return metadata;
    }
}
