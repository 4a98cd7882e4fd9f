package org.bitauth.keystone.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.keystone.Catalog;

/**
 * Which endpoint is wanted.
 *
 * @param type what service, for example {@code compute}
 * @param interfaceName {@code public}, {@code internal} or {@code admin}
 * @param region the region's id, if it matters
 */
record EndpointChoice(String type, String interfaceName, Optional<String> region) {
    private static final int MOST_QUOTED = 300;

    /** The one URL that is meant, or why there is none. */
    Outcome<URI, ClientRejection> from(Catalog catalog) {
        List<Catalog.Service> services = catalog.services().stream()
                .filter(service -> service.type().equals(type))
                .toList();
        if (services.isEmpty()) {
            Set<String> types = catalog.services().stream()
                    .map(Catalog.Service::type)
                    .collect(Collectors.toCollection(TreeSet::new));
            return none("is no service of this type; there are " + quoted(types));
        }
        List<Catalog.Endpoint> offered = services.stream()
                .flatMap(service -> service.endpoints().stream())
                .filter(endpoint -> endpoint.interfaceName().equals(interfaceName))
                .toList();
        List<Catalog.Endpoint> found = offered.stream().filter(this::inRegion).toList();
        Set<String> regions =
                offered.stream().map(Catalog.Endpoint::region).collect(Collectors.toCollection(TreeSet::new));
        Set<String> urls = found.stream().map(Catalog.Endpoint::url).collect(Collectors.toCollection(TreeSet::new));
        if (urls.isEmpty()) {
            return none("is none; this interface is in the regions " + quoted(regions));
        }
        if (urls.size() > 1) {
            return none(
                    region.isEmpty() && regions.size() > 1
                            ? "are several, name one of the regions " + quoted(regions)
                            : "are several in one region: " + quoted(urls));
        }
        return url(urls.iterator().next());
    }

    private boolean inRegion(Catalog.Endpoint endpoint) {
        return region.isEmpty() || region.get().equals(endpoint.region());
    }

    private Outcome<URI, ClientRejection> url(String text) {
        try {
            URI url = new URI(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (web && url.getHost() != null && url.getRawUserInfo() == null) {
                return new Outcome.Accepted<>(url);
            }
        } catch (URISyntaxException e) {
            return none("is one whose URL cannot be read: " + quoted(List.of(text)));
        }
        return none("is one whose URL is not that of a web server: " + quoted(List.of(text)));
    }

    private Outcome<URI, ClientRejection> none(String why) {
        return AnswerRefusal.of("endpoint of " + quoted(List.of(type)) + ", interface "
                + quoted(List.of(interfaceName))
                + region.map(name -> ", region " + quoted(List.of(name))).orElse("")
                + ": there " + why);
    }

    /** What a catalog says may be anything, and much. */
    private static String quoted(Collection<String> texts) {
        String all =
                texts.stream().map(text -> text.isEmpty() ? "(none)" : text).collect(Collectors.joining(", "));
        String plain = all.replaceAll("[^ -~]", " ");
        return plain.isEmpty() ? "(none)" : plain.substring(0, Math.min(plain.length(), MOST_QUOTED));
    }
}
