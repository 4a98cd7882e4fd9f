package org.bitauth.ssh.http;

import java.util.Optional;
import java.util.stream.Stream;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.Krl;
import org.bitauth.ssh.KrlSigner;
import org.bitauth.ssh.KrlStore;

/** {@code /krl}, its signature, and the key of that. The number of a list is its tag. */
final class RevocationLists {
    private final KrlStore store;
    private final Optional<KrlSigner> signer;
    private volatile Optional<Rendered> rendered = Optional.empty();

    /** A list as it is sent. */
    private record Rendered(Krl krl, RawResponse list, Optional<RawResponse> signature) {}

    RevocationLists(KrlStore store, Optional<KrlSigner> signer) {
        this.store = store;
        this.signer = signer;
    }

    RawResponse list(RawRequest request) {
        Rendered now = rendered();
        return unlessKnown(request, now.krl(), now.list());
    }

    Optional<RawResponse> signature(RawRequest request) {
        Rendered now = rendered();
        return now.signature().map(signature -> unlessKnown(request, now.krl(), signature));
    }

    Optional<RawResponse> key() {
        return signer.map(signs -> SshHandler.text(signs.publicKey().line() + "\n"));
    }

    private Rendered rendered() {
        Krl current = store.current();
        Optional<Rendered> known = rendered;
        if (known.isPresent() && known.get().krl() == current) {
            return known.get();
        }
        Rendered made = new Rendered(
                current,
                RawResponse.of(200, current.toBytes()).with("Content-Type", "application/octet-stream"),
                signer.map(signs -> SshHandler.text(signs.sign(current))));
        rendered = Optional.of(made);
        return made;
    }

    private static RawResponse unlessKnown(RawRequest request, Krl krl, RawResponse whole) {
        String tag = "\"" + krl.number() + "\"";
        boolean known = request.headers("If-None-Match").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .anyMatch(value -> value.strip().equals(tag));
        return (known ? RawResponse.of(304) : whole)
                .with("ETag", tag)
                .with("Bitauth-Krl-Number", Long.toString(krl.number()))
                .with("Cache-Control", "no-cache");
    }
}
