package org.bitauth.keystone;

import java.util.Optional;
import java.util.function.Function;
import org.bitauth.MalformedException;

/** The method {@code token}: a valid token is swapped for one of another scope, which ends with the first. */
final class TokenMethod implements AuthMethod {
    private final Function<String, Optional<Token>> validate;

    TokenMethod(Function<String, Optional<Token>> validate) {
        this.validate = validate;
    }

    @Override
    public String name() {
        return "token";
    }

    @Override
    public Result authenticate(Attempt attempt) {
        try {
            return validate.apply(new Payload(attempt.payload()).get("id"))
                    .<Result>map(token ->
                            new Authenticated(token.user(), Optional.empty(), Optional.of(token), token.credential()))
                    .orElseGet(() -> new Refused(LoginRejection.NOT_PROVEN, "token is not valid"));
        } catch (MalformedException e) {
            return new Refused(LoginRejection.MALFORMED, String.valueOf(e.getMessage()));
        }
    }
}
