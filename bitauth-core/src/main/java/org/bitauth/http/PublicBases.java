package org.bitauth.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The public base URLs of one service. No two share host and port, so that the host names exactly one. */
final class PublicBases {
    private static final Pattern ORIGIN_FORM = Pattern.compile("/[!-~]*");

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
        if (hosts.size() != 1 || !ORIGIN_FORM.matcher(request.target()).matches()) {
            return Optional.empty();
        }
        for (PublicBase base : bases) {
            if (base.isHost(hosts.get(0))) {
                return Optional.of(base.targetUri(request.target()));
            }
        }
        return Optional.empty();
    }

    private long countHost(String host) {
        return bases.stream().filter(base -> base.isHost(host)).count();
    }
}
