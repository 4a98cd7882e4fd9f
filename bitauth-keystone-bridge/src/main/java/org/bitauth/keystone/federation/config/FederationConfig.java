package org.bitauth.keystone.federation.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitauth.MalformedException;

/**
 * The configuration of one Keystone for one OpenID provider of the bridge, in five texts. They keep these rules: claims
 * reach Keystone by the environment only, issuer, audience and the whole form of the identity are demanded by Apache and
 * again by the mapping, a token without {@code exp} maps to nobody, and users are mapped into one domain of their own.
 *
 * <p>Every value is of an alphabet that means nothing to Apache, JSON or a shell; another one is refused. Written for
 * mod_auth_openidc 2.4 and Keystone 22 (OpenStack, Federated Identity, Mapping Combinations).
 */
public final class FederationConfig {
    /** Keystone's plug-in for mapped users is registered under these names; a protocol must have one of them. */
    private static final Set<String> PROTOCOLS = Set.of("openid", "mapped");

    private final Map<String, String> values = new HashMap<>();
    private final Builder settings;

    private FederationConfig(Builder settings) {
        this.settings = settings;
        String audience = settings.audience.orElse(settings.keystone);
        URI keystone = URI.create(settings.keystone);
        values.put("ISSUER", settings.issuer);
        values.put("AUDIENCE", PlainValue.name("audience", audience));
        values.put("KEYSTONE", settings.keystone);
        values.put("PATH", keystone.getPath());
        values.put("PROVIDER", settings.provider);
        values.put("PROTOCOL", settings.protocol);
        values.put("DOMAIN", settings.domain);
        values.put("ROLE", settings.role);
        values.put("PASSPHRASE_FILE", settings.passphraseFile);
        values.put("CA_BUNDLE", settings.caBundle);
        values.put("CLIENT", settings.client.orElse(""));
        values.put("DASHBOARD", settings.dashboard.orElse(""));
        values.put(
                "AUDIENCES",
                settings.client
                        .map(client -> quoted(audience) + ", " + quoted(client))
                        .orElse(quoted(audience)));
    }

    /**
     * Begins with the form {@link RolesForm#GROUPS}, the provider {@code bitauth}, the protocol {@code openid}, the domain
     * {@code bitauth}, the group {@code bitauth-users}, the audience equal to Keystone's URL, and without browsers.
     *
     * @param issuer the {@code iss} of the bridge's tokens; https
     * @param keystone Keystone's public URL, whose path ends in {@code /v3}; https, or http for a loopback address
     * @return settings
     * @throws MalformedException if a URL is of another form
     */
    public static Builder builder(URI issuer, URI keystone) {
        return new Builder(issuer, keystone);
    }

    /**
     * Apache's lines, for inside the VirtualHost that serves Keystone: programs with a JWT, and browsers if there is a
     * client for them.
     *
     * @return the text
     */
    public String apache() {
        String bearer = Template.of("apache-bearer.conf").fill(values);
        return settings.client.isEmpty()
                ? bearer
                : bearer + "\n" + Template.of("apache-browser.conf").fill(values);
    }

    /**
     * Lines for {@code keystone.conf}.
     *
     * @return the text
     */
    public String keystone() {
        String text = Template.of("keystone.conf").fill(values);
        return settings.dashboard
                .map(dashboard -> text + "trusted_dashboard = " + dashboard + "\n")
                .orElse(text);
    }

    /**
     * The rules of the mapping: one for each group, or one that makes a project.
     *
     * @return a JSON list
     */
    public String mapping() {
        Template rule = Template.of(settings.roles == RolesForm.GROUPS ? "rule-groups.json" : "rule-projects.json");
        List<String> groups = settings.roles == RolesForm.GROUPS ? settings.groups : List.of("");
        return groups.stream()
                .map(group -> {
                    Map<String, String> more = new HashMap<>(values);
                    more.put("GROUP", group);
                    return rule.fill(more).stripTrailing();
                })
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    /**
     * The {@code openstack} commands that register domain, groups, identity provider, mapping and protocol; for a shell in
     * the folder that holds {@code mapping.json}, with an administrator's credentials.
     *
     * @return the text
     */
    public String commands() {
        List<String> lines = new ArrayList<>(List.of("openstack domain create @DOMAIN@"));
        if (settings.roles == RolesForm.GROUPS) {
            settings.groups.forEach(group -> lines.add("openstack group create --domain @DOMAIN@ " + group));
        }
        lines.add("openstack identity provider create --remote-id @ISSUER@ --domain @DOMAIN@ @PROVIDER@");
        lines.add("openstack mapping create --rules mapping.json @PROVIDER@");
        lines.add(
                "openstack federation protocol create --identity-provider @PROVIDER@ --mapping @PROVIDER@ @PROTOCOL@");
        return new Template("set -e\n" + String.join("\n", lines) + "\n").fill(values);
    }

    /**
     * All texts by the names of their files, in the order in which an operator reads them.
     *
     * @return {@code apache.conf}, {@code keystone.conf}, {@code mapping.json} and {@code commands.sh}
     */
    public Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("apache.conf", apache());
        files.put("keystone.conf", keystone());
        files.put("mapping.json", mapping());
        files.put("commands.sh", commands());
        return files;
    }

    /**
     * Where mod_auth_openidc takes browsers back; the client of the provider is registered with exactly this URL.
     *
     * @return the redirect URI
     */
    public String redirectUri() {
        return new Template("@KEYSTONE@/auth/OS-FEDERATION/websso/@PROTOCOL@/redirect").fill(values);
    }

    /**
     * Where programs swap a JWT for a token.
     *
     * @return the URL, which Keystone's clients make themselves of the names
     */
    public String tokenUrl() {
        return new Template("@KEYSTONE@/OS-FEDERATION/identity_providers/@PROVIDER@/protocols/@PROTOCOL@/auth")
                .fill(values);
    }

    private static String quoted(String plain) {
        return "\"" + plain + "\"";
    }

    /** Settings; each method returns this and throws {@link MalformedException} for a value of another form. */
    public static final class Builder {
        private final String issuer;
        private final String keystone;
        private Optional<String> audience = Optional.empty();
        private String provider = "bitauth";
        private String protocol = "openid";
        private String domain = "bitauth";
        private RolesForm roles = RolesForm.GROUPS;
        private List<String> groups = List.of("bitauth-users");
        private String role = "member";
        private String passphraseFile = "/etc/apache2/bitauth-passphrase";
        private String caBundle = "/etc/ssl/certs/ca-certificates.crt";
        private Optional<String> client = Optional.empty();
        private Optional<String> dashboard = Optional.empty();

        private Builder(URI issuer, URI keystone) {
            this.issuer = PlainValue.httpsUrl("issuer", issuer);
            this.keystone = PlainValue.url("Keystone's URL", keystone);
            if (!this.keystone.endsWith("/v3")) {
                throw new MalformedException("Keystone's URL must end in /v3");
            }
        }

        /** The {@code aud} of tokens for this Keystone, another one for each; at most 64 characters. */
        public Builder audience(String value) {
            audience = Optional.of(PlainValue.name("audience", value));
            return this;
        }

        /** The id of the identity provider in Keystone, and of the mapping. */
        public Builder provider(String id) {
            provider = PlainValue.id("identity provider", id);
            return this;
        }

        /** The id of the protocol in Keystone: {@code openid} or {@code mapped}. */
        public Builder protocol(String id) {
            if (!PROTOCOLS.contains(id)) {
                throw new MalformedException("protocol must be openid or mapped, for which Keystone has a plug-in");
            }
            protocol = id;
            return this;
        }

        /** The name of a new domain, for these users and nobody else; never one that has users already. */
        public Builder domain(String name) {
            if (name.equalsIgnoreCase("default")) {
                throw new MalformedException("domain must be one of its own, not the default one");
            }
            domain = PlainValue.name("domain", name);
            return this;
        }

        /** How users get roles. */
        public Builder roles(RolesForm form) {
            roles = form;
            return this;
        }

        /** The groups that tokens may name; whoever is in none of them is refused. */
        public Builder groups(List<String> names) {
            if (names.isEmpty()) {
                throw new MalformedException("groups must be one or more");
            }
            names.forEach(name -> PlainValue.name("group", name));
            groups = List.copyOf(names);
            return this;
        }

        /** The role in the user's own project, in the form {@link RolesForm#PROJECTS}. */
        public Builder role(String name) {
            if (name.equalsIgnoreCase("admin")) {
                throw new MalformedException("role must not be admin: everybody with a key would be one");
            }
            role = PlainValue.name("role", name);
            return this;
        }

        /** A file with a random line, from which mod_auth_openidc makes the keys of its cache and its cookies. */
        public Builder passphraseFile(String path) {
            passphraseFile = PlainValue.file("passphrase file", path);
            return this;
        }

        /** The certificates that the issuer's TLS certificate is checked against, PEM. */
        public Builder caBundle(String path) {
            caBundle = PlainValue.file("CA bundle", path);
            return this;
        }

        /** Lets browsers in too: the provider's public client for this Keystone, and the dashboard that gets the token. */
        public Builder browsers(String clientId, URI dashboardUrl) {
            client = Optional.of(PlainValue.name("client", clientId));
            dashboard = Optional.of(PlainValue.url("dashboard", dashboardUrl) + "/auth/websso/");
            return this;
        }

        /** The configuration. */
        public FederationConfig build() {
            return new FederationConfig(this);
        }
    }
}
