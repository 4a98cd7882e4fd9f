package org.bitauth.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The public base URLs of one service. No two share host and port, so that the host names exactly one. */
final class PublicBases {
    private final List<PublicBase> bases;

    PublicBases(List<URI> urls) {
        bases = urls.stream().map(PublicBase::of).toList();
        boolean ambiguous = bases.stream().anyMatch(base -> countHost(base.authority()) > 1);
        if (bases.isEmpty() || ambiguous) {
            throw new IllegalArgumentException("public base URLs must each have a host and port of their own");
        }
    }

    /** The first one, which names the service in challenges. */
    String realm() {
        return bases.get(0).targetUri("");
    }

    /** The whole URL of a request; empty if its host is not ours or its target is not in origin form. */
    Optional<String> targetUri(RawRequest request) {
        List<String> hosts = request.headers("host");
        if (hosts.size() != 1
                || !request.target().startsWith("/")
                || !request.target().matches("[!-~]+")) {
            return Optional.empty();
        }
        return bases.stream()
                .filter(base -> base.isHost(hosts.get(0)))
                .findFirst()
                .map(base -> base.targetUri(request.target()));
    }

    private long countHost(String host) {
        return bases.stream().filter(base -> base.isHost(host)).count();
    }
}
