package org.bitauth.keystone;

import java.util.Optional;
import java.util.function.Function;
import org.bitauth.MalformedException;

/** The method {@code token}: a valid token is swapped for one of another scope, which ends with the first. */
final class TokenMethod implements AuthMethod {
    private final Function<String, Optional<Token>> validate;
    private final boolean demandsHolder;

    TokenMethod(Function<String, Optional<Token>> validate, boolean demandsHolder) {
        this.validate = validate;
        this.demandsHolder = demandsHolder;
    }

    @Override
    public String name() {
        return "token";
    }

    @Override
    public Result authenticate(Attempt attempt) {
        Optional<Token> parent;
        try {
            parent = validate.apply(new Payload(attempt.payload()).get("id"));
        } catch (MalformedException e) {
            return new Refused(LoginRejection.MALFORMED, String.valueOf(e.getMessage()));
        }
        if (parent.isEmpty()) {
            return new Refused(LoginRejection.NOT_PROVEN, "token is not valid");
        }
        if (demandsHolder && !parent.get().isHeldBy(attempt.signer())) {
            return new Refused(
                    LoginRejection.NOT_PROVEN, "request is not signed by the key that the token is bound to");
        }
        Token token = parent.get();
        return new Authenticated(token.user(), Optional.empty(), parent, token.credential());
    }
}
