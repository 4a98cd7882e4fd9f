package org.bitauth.keystone;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bitauth.Sin;

/**
 * Lets identities in that no user has yet: anybody, or those of a list. Each becomes a user of one domain, named by the
 * identity, with a project of his own or roles on a shared one.
 *
 * @param name the rule's name, under which it is counted
 * @param domain the domain of the new users, and of their projects
 * @param listed only these identities; empty for anybody
 * @param sharedProjectId the project that all get their roles on; empty for a project of each one's own
 * @param roles names of roles
 * @param most how many users the rule lets in altogether, at least 1
 */
public record MappingRule(
        String name,
        Domain domain,
        Optional<Set<Sin>> listed,
        Optional<String> sharedProjectId,
        List<String> roles,
        int most) {
    private static final Set<String> NEVER_FOR_ANYBODY = Set.of("admin", "service");

    /**
     * Checks the rule.
     *
     * @throws IllegalArgumentException if anybody would get the role admin or service, or there is no role or no room
     * @throws org.bitauth.MalformedException if a role has a name that no role has
     */
    public MappingRule {
        listed = listed.map(Set::copyOf);
        roles = List.copyOf(roles);
        roles.forEach(role -> Grant.onProject("any", "any", role)); // checks the name before anybody comes
        // Services compare names of roles in any case.
        if (listed.isEmpty()
                && roles.stream().map(role -> role.toLowerCase(Locale.ROOT)).anyMatch(NEVER_FOR_ANYBODY::contains)) {
            throw new IllegalArgumentException("a rule for anybody must not give the roles " + NEVER_FOR_ANYBODY);
        }
        if (roles.isEmpty() || most < 1) {
            throw new IllegalArgumentException("a rule must give a role and let in at least one");
        }
    }

    /**
     * Tells whether the rule is for an identity.
     *
     * @param sin the identity
     * @return true if it is
     */
    public boolean matches(Sin sin) {
        return listed.isEmpty() || listed.get().contains(sin);
    }
}
