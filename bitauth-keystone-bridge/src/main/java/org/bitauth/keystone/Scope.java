package org.bitauth.keystone;

/** Where a token is good. */
public sealed interface Scope permits Scope.InProject, Scope.InDomain, Scope.InSystem, Scope.Unscoped {
    /**
     * Good in one project.
     *
     * @param project the project
     */
    record InProject(Project project) implements Scope {}

    /**
     * Good in one domain.
     *
     * @param domain the domain
     */
    record InDomain(Domain domain) implements Scope {}

    /** Good in the whole deployment. */
    record InSystem() implements Scope {}

    /** Good only to ask for a scoped token. */
    record Unscoped() implements Scope {}
}
