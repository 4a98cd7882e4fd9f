package org.bitauth.keystone;

import java.util.List;
import java.util.Optional;

/**
 * Projects and domains as an administrator reads them. Optional: without it such requests are answered with 403. Methods
 * throw {@link org.bitauth.StoreException} when they cannot answer.
 */
public interface IdentityReader {
    /**
     * A project.
     *
     * @param id its id
     * @return the project
     */
    Optional<Project> project(String id);

    /**
     * A domain.
     *
     * @param id its id
     * @return the domain
     */
    Optional<Domain> domain(String id);

    /**
     * Projects, in the order of their ids.
     *
     * @param name only those of this name
     * @param domainId only those of this domain
     * @param most how many at most, at least 1
     * @return the projects
     */
    List<Project> projects(Optional<String> name, Optional<String> domainId, int most);

    /**
     * Domains, in the order of their ids.
     *
     * @param name only the one of this name
     * @param most how many at most, at least 1
     * @return the domains
     */
    List<Domain> domains(Optional<String> name, int most);
}
