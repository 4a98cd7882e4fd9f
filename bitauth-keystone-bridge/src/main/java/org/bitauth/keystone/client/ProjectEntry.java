package org.bitauth.keystone.client;

/**
 * A project as the list of a user's projects shows it.
 *
 * @param id its id
 * @param name its name, unique in the domain
 * @param domainId the id of its domain
 */
public record ProjectEntry(String id, String name, String domainId) {}
