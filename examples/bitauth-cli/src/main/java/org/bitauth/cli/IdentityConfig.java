package org.bitauth.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bitauth.keystone.Catalog;
import org.bitauth.keystone.store.DirectoryFile;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code identity} of the config: an identity service whose users are in a database and are changed by
 * {@code bitauth admin}.
 *
 * @param database a PostgreSQL; without one, a file in the state folder
 * @param services the catalog, as in {@code directory}; without it, the identity service alone
 * @param mapping who is let in without having been made a user
 * @param requireHolder true where a token that is bound to a key is worth nothing without it at the bridge
 * @param tokenLife how long tokens live, in seconds; 3600 without it
 */
record IdentityConfig(
        @JsonSetter(nulls = Nulls.SET) @Nullable DatabaseConfig database,
        @JsonSetter(nulls = Nulls.SET) @Nullable JsonNode services,
        @JsonSetter(nulls = Nulls.SET) @Nullable List<MappingConfig> mapping,

        @JsonProperty("require_holder") @JsonSetter(nulls = Nulls.SET) @Nullable
        Boolean requireHolder,

        @JsonProperty("token_life") @JsonSetter(nulls = Nulls.SET) @Nullable
        Integer tokenLife) {
    private static final Duration LIFE = Duration.ofHours(1);

    /** What {@code bitauth serve} has without a config. */
    static IdentityConfig embedded() {
        return new IdentityConfig(null, null, null, null, null);
    }

    Optional<Catalog> catalog() {
        return Optional.ofNullable(services).map(list -> DirectoryFile.services(list.toString()));
    }

    Duration life() {
        return tokenLife == null ? LIFE : Duration.ofSeconds(tokenLife);
    }
}
