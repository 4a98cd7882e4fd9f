package org.bitauth.keystone;

import java.util.List;
import java.util.stream.Stream;

/**
 * The services of a cloud, as a token shows them.
 *
 * @param services the services
 */
public record Catalog(List<Service> services) {
    /** Copies the list. */
    public Catalog {
        services = List.copyOf(services);
    }

    /**
     * The catalog of a cloud whose only service is this one: what keystonemiddleware needs to find it.
     *
     * @param publicUrl the identity service's URL, for all interfaces
     * @param region the region's id
     * @return the catalog
     */
    public static Catalog ofIdentity(String publicUrl, String region) {
        List<Endpoint> endpoints = Stream.of("public", "internal", "admin")
                .map(name -> new Endpoint("bitauth-" + name, name, region, publicUrl))
                .toList();
        return new Catalog(List.of(new Service("bitauth", "identity", "bitauth", endpoints)));
    }

    /**
     * A service.
     *
     * @param id its id
     * @param type what it is, for example {@code compute}
     * @param name what it is called, for example {@code nova}
     * @param endpoints where it is
     */
    public record Service(String id, String type, String name, List<Endpoint> endpoints) {
        /** Copies the list. */
        public Service {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * Where a service is.
     *
     * @param id its id
     * @param interfaceName {@code public}, {@code internal} or {@code admin}
     * @param region the region's id
     * @param url the URL
     */
    public record Endpoint(String id, String interfaceName, String region, String url) {}
}
