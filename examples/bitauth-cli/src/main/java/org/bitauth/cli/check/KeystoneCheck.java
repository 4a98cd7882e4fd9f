package org.bitauth.cli.check;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitauth.BitauthSigner;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.keystone.ScopeRequest;

/**
 * Looks at a Keystone from outside, as its users will.
 *
 * @param keystone its URL, as users configure it
 * @param plugin whether the plug-in is demanded
 * @param oidc whether the OIDC way is demanded; where neither is, one of the two must be there
 * @param provider the id of the identity provider
 * @param protocol the id of its protocol
 * @param issuer the OIDC provider, where it is to be looked at
 * @param key logs in by the plug-in, where there is one
 * @param scope of that login
 */
public record KeystoneCheck(
        URI keystone,
        boolean plugin,
        boolean oidc,
        String provider,
        String protocol,
        Optional<URI> issuer,
        Optional<BitauthSigner> key,
        ScopeRequest scope) {
    /**
     * Asks everything, one thing after the other.
     *
     * @param patience how long each answer may take to begin, and again to end
     * @param clock what the other clocks are compared with
     * @return what was found, first things first; never an exception for what a server does
     */
    public List<Finding> look(Duration patience, InstantSource clock) {
        Exchange exchange = new Exchange(patience, clock);
        String url = CloudUrl.of(keystone);
        List<Finding> findings = new ArrayList<>();
        Reply version = exchange.get(url);
        Finding identity = VersionCheck.of(url, version);
        findings.add(identity);
        if (version.answer().isPresent()) {
            findings.add(ClockCheck.ofDate("Keystone's clock", version));
        }
        if (identity.state() == Finding.State.OK) {
            findings.addAll(ways(exchange, url));
        } else {
            findings.add(Finding.unknown("the rest", "not looked at, since this is no Keystone"));
        }
        issuer.ifPresent(at -> findings.addAll(IssuerCheck.look(exchange, CloudUrl.of(at))));
        return findings;
    }

    private List<Finding> ways(Exchange exchange, String url) {
        boolean wantsOidc = oidc || issuer.isPresent();
        boolean wantsPlugin = plugin || key.isPresent();
        boolean wantsAny = !wantsOidc && !wantsPlugin;
        List<Finding> findings = new ArrayList<>();
        Way method = wantsAny || wantsPlugin ? byMethod(exchange, url) : new Way(false, List.of());
        Way federation = wantsAny || wantsOidc
                ? FederationCheck.look(exchange, url, provider, protocol)
                : new Way(false, List.of());
        boolean one = wantsAny && (method.isSetUp() || federation.isSetUp());
        findings.addAll(one ? method.notDemanded().findings() : method.findings());
        findings.addAll(one ? federation.notDemanded().findings() : federation.findings());
        return findings;
    }

    private Way byMethod(Exchange exchange, String url) {
        Way method = MethodCheck.look(exchange, url);
        if (method.findings().stream().anyMatch(finding -> finding.state() == Finding.State.MISSING)) {
            return method;
        }
        List<Finding> findings = new ArrayList<>(method.findings());
        findings.addAll(key.map(signer -> new LoginCheck(exchange, url).look(signer, scope))
                .orElseGet(LoginCheck::withoutKey));
        return new Way(true, findings);
    }
}
