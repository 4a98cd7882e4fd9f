package org.bitauth.keystone;

/**
 * A domain: where names of users and projects are unique.
 *
 * @param id its id
 * @param name its name
 */
public record Domain(String id, String name) {}
