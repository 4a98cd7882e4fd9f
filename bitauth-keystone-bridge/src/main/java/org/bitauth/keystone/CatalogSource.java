package org.bitauth.keystone;

/** Makes the catalog for a scope; most clouds return one constant. */
@FunctionalInterface
public interface CatalogSource {
    /**
     * The services that a token of this scope shows.
     *
     * @param scope the scope, never unscoped
     * @return the catalog; services that use keystonemiddleware need an {@code identity} service in it
     */
    Catalog catalogFor(Scope scope);
}
