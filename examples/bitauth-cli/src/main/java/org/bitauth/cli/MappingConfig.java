package org.bitauth.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bitauth.Sin;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.MappingRule;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code mapping} in the section {@code identity}: who is let in without having been made a user.
 *
 * @param name under which the rule is counted
 * @param domain the id of the domain of the new users
 * @param identities SINs; without them, anybody
 * @param project the id of the project that all get their roles on; without it, each gets a project of his own
 * @param roles names of roles
 * @param most how many are let in altogether
 */
record MappingConfig(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String domain,
        @JsonSetter(nulls = Nulls.SET) @Nullable List<String> identities,
        @JsonSetter(nulls = Nulls.SET) @Nullable String project,
        @JsonProperty(required = true) List<String> roles,
        @JsonProperty(required = true) int most) {
    MappingRule rule(DirectoryStore store) {
        Domain found = store.domain(domain)
                .orElseThrow(() ->
                        new CommandFailure(CommandFailure.WRONG_USE, "config mapping: domain must exist: " + domain));
        if (project != null && store.project(project).isEmpty()) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "config mapping: project must exist: " + project);
        }
        try {
            return new MappingRule(
                    name,
                    found,
                    Optional.ofNullable(identities)
                            .map(list -> list.stream().map(Sin::new).collect(Collectors.toSet())),
                    Optional.ofNullable(project),
                    roles,
                    most);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "config mapping: " + e.getMessage());
        }
    }
}
