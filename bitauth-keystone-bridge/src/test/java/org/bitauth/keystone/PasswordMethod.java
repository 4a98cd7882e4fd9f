package org.bitauth.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.bitauth.StoreException;

/**
 * Keystone's method {@code password} as a vendor would add it: {@code {"user": {"id", "password"}}}. A user whose password
 * has ended is asked for a new one, in another request.
 */
final class PasswordMethod implements AuthMethod {
    private final Directory directory;
    private final Map<String, SecretHash> hashes;

    PasswordMethod(Directory directory, Map<String, SecretHash> hashes) {
        this.directory = directory;
        this.hashes = Map.copyOf(hashes);
    }

    @Override
    public String name() {
        return "password";
    }

    @Override
    public Result authenticate(Attempt attempt) {
        JsonNode user = attempt.payload().path("user");
        JsonNode id = user.path("id");
        JsonNode password = user.path("password");
        if (!id.isTextual() || !password.isTextual()) {
            return new Refused(LoginRejection.MALFORMED, "user must have id and password");
        }
        if (id.textValue().equals("u-down")) {
            throw new StoreException("the store of passwords is down");
        }
        boolean matches = Optional.ofNullable(hashes.get(id.textValue()))
                .filter(hash -> hash.matches(password.textValue()))
                .isPresent();
        if (!matches) {
            return new Refused(LoginRejection.NOT_PROVEN, "no such user, or another password");
        }
        if (id.textValue().equals("u-bob") && !user.has("new_password")) {
            return new Continue(Map.of("wants", "new_password"));
        }
        return directory
                .user(id.textValue())
                .<Result>map(Authenticated::of)
                .orElseGet(() -> new Refused(LoginRejection.NO_USER, "the user is gone"));
    }
}
