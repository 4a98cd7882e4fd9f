package org.bitauth.keystone;

/**
 * A domain as a client names it.
 *
 * @param isId true if the text is the domain's id, false if it is its name
 * @param text id or name
 */
public record DomainReference(boolean isId, String text) {
    /**
     * A domain by its id.
     *
     * @param id the id
     * @return the reference
     */
    public static DomainReference ofId(String id) {
        return new DomainReference(true, id);
    }

    /**
     * A domain by its name.
     *
     * @param name the name
     * @return the reference
     */
    public static DomainReference ofName(String name) {
        return new DomainReference(false, name);
    }

    /**
     * Tells whether this names a domain.
     *
     * @param domain the domain
     * @return true if id or name is the same
     */
    public boolean matches(Domain domain) {
        return text.equals(isId ? domain.id() : domain.name());
    }
}
