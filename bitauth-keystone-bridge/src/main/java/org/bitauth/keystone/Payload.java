package org.bitauth.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitauth.MalformedException;

/** A method's payload whose members are all texts. */
final class Payload {
    private final Map<String, String> members = new TreeMap<>();

    Payload(JsonNode node) {
        if (!node.isObject()) {
            throw new MalformedException("payload must be an object");
        }
        node.properties().forEach(member -> {
            if (!member.getValue().isTextual()) {
                throw new MalformedException("payload must have texts only");
            }
            members.put(member.getKey(), member.getValue().textValue());
        });
    }

    boolean hasExactly(String... names) {
        return members.keySet().equals(new TreeSet<>(Set.of(names)));
    }

    String get(String name) {
        String value = members.get(name);
        if (value == null) {
            throw new MalformedException("payload must have " + name);
        }
        return value;
    }
}
