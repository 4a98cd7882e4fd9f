package org.bitauth.keystone;

import java.util.List;
import java.util.Optional;
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
     * The catalog with the scope's project in its URLs, as Keystone fills {@code %(project_id)s} and
     * {@code %(tenant_id)s} in. Endpoints that need a project are left out where there is none.
     *
     * @param scope the scope of a token
     * @return the catalog that the token shows
     */
    public Catalog filledFor(Scope scope) {
        return new Catalog(services.stream()
                .map(service -> new Service(
                        service.id(),
                        service.type(),
                        service.name(),
                        service.endpoints().stream()
                                .flatMap(endpoint -> endpoint.filledFor(scope).stream())
                                .toList()))
                .toList());
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
    public record Endpoint(String id, String interfaceName, String region, String url) {
        private Optional<Endpoint> filledFor(Scope scope) {
            if (!url.contains("%(")) {
                return Optional.of(this);
            }
            return scope instanceof Scope.InProject in
                    ? Optional.of(new Endpoint(
                            id,
                            interfaceName,
                            region,
                            url.replace("%(project_id)s", in.project().id())
                                    .replace("%(tenant_id)s", in.project().id())))
                    : Optional.empty();
        }
    }
}
