package org.bitauth.keystone;

/**
 * A role that a user has on a scope.
 *
 * @param id its id
 * @param name its name, which services look at
 */
public record Role(String id, String name) {}
