package org.bitauth.keystone;

/**
 * A project: what resources belong to.
 *
 * @param id its id
 * @param name its name, unique in the domain
 * @param domain its domain
 */
public record Project(String id, String name, Domain domain) {}
