package org.bitauth.keystone;

import java.util.Optional;

/**
 * A user of the cloud. Several identities may be the same user; one identity is never two users.
 *
 * @param id the id
 * @param name the name, unique in the domain
 * @param domain the domain
 * @param enabled false locks the user out at once, tokens included
 * @param defaultProjectId the project of a login that names no scope
 */
public record User(String id, String name, Domain domain, boolean enabled, Optional<String> defaultProjectId) {}
