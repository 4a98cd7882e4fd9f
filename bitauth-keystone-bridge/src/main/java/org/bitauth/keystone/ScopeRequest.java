package org.bitauth.keystone;

import static org.bitauth.challenge.AskKind.Slot.ID;
import static org.bitauth.challenge.AskKind.Slot.NAME;

import com.fasterxml.jackson.databind.JsonNode;
import org.bitauth.challenge.Ask;
import org.bitauth.challenge.AskKind;
import org.jspecify.annotations.Nullable;

/** The scope that a client asks for, by id or by name as it came; and the ask that its challenge states. */
public sealed interface ScopeRequest
        permits ScopeRequest.CloudDefault,
                ScopeRequest.Unscoped,
                ScopeRequest.ProjectById,
                ScopeRequest.ProjectByName,
                ScopeRequest.DomainByReference,
                ScopeRequest.SystemAll {
    /**
     * What the challenge for such a token states. Written from the request alone, never looked up.
     *
     * @return the ask
     * @throws org.bitauth.MalformedException if an id or name has a form that no id or name has
     */
    Ask ask();

    /**
     * Reads the member {@code scope} of an {@code auth} object. Strict: of all that Keystone takes, one spelling of each.
     *
     * @param scope the member; null if there is none
     * @return the scope, whose ask can be made
     * @throws org.bitauth.MalformedException if it has another form, or an id or name that cannot exist
     */
    static ScopeRequest read(@Nullable JsonNode scope) {
        return ScopeJson.read(scope);
    }

    /** No scope named: the user's default project, else unscoped. */
    record CloudDefault() implements ScopeRequest {
        private static final AskKind KIND = AskKind.of("token, scope left to the cloud");

        @Override
        public Ask ask() {
            return KIND.ask();
        }
    }

    /** Explicitly none. */
    record Unscoped() implements ScopeRequest {
        private static final AskKind KIND = AskKind.of("token, unscoped");

        @Override
        public Ask ask() {
            return KIND.ask();
        }
    }

    /**
     * A project by id.
     *
     * @param id the project's id
     */
    record ProjectById(String id) implements ScopeRequest {
        private static final AskKind KIND = AskKind.of("token for project id {}", ID);

        @Override
        public Ask ask() {
            return KIND.ask(id);
        }
    }

    /**
     * A project by name.
     *
     * @param name the project's name
     * @param domain its domain
     */
    record ProjectByName(String name, DomainReference domain) implements ScopeRequest {
        private static final AskKind BY_DOMAIN_ID = AskKind.of("token for project {} in domain id {}", NAME, ID);
        private static final AskKind BY_DOMAIN_NAME = AskKind.of("token for project {} in domain {}", NAME, NAME);

        @Override
        public Ask ask() {
            return (domain.isId() ? BY_DOMAIN_ID : BY_DOMAIN_NAME).ask(name, domain.text());
        }
    }

    /**
     * A domain.
     *
     * @param domain the domain
     */
    record DomainByReference(DomainReference domain) implements ScopeRequest {
        private static final AskKind BY_ID = AskKind.of("token for domain id {}", ID);
        private static final AskKind BY_NAME = AskKind.of("token for domain {}", NAME);

        @Override
        public Ask ask() {
            return (domain.isId() ? BY_ID : BY_NAME).ask(domain.text());
        }
    }

    /** The whole deployment. */
    record SystemAll() implements ScopeRequest {
        private static final AskKind KIND = AskKind.of("token for system all");

        @Override
        public Ask ask() {
            return KIND.ask();
        }
    }
}
