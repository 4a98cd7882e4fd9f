package org.bitauth.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bitauth.Sin;
import org.bitauth.keystone.store.DirectoryFile;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.LoginPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bitauth serve} serves, from a file or the embedded default.
 *
 * @param url the public URL; without one, the address that it listens on
 * @param state the folder of kept keys; without one, keys are made at each start
 * @param directory users, projects and services; without one, there is neither an identity service nor an SSH CA
 * @param policy who gets SSH certificates
 * @param plugin what the auth plug-in of a Keystone asks
 * @param oidc the OIDC provider, where there is one
 */
record ServeConfig(
        Optional<URI> url,
        Optional<Path> state,
        Optional<DirectoryFile> directory,
        LoginPolicy policy,
        Optional<PluginFace> plugin,
        Optional<OidcConfig> oidc) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL))
            .build();

    private record Root(
            @JsonSetter(nulls = Nulls.SET) @Nullable URI url,
            @JsonSetter(nulls = Nulls.SET) @Nullable Path state,
            @JsonSetter(nulls = Nulls.SET) @Nullable JsonNode directory,

            @JsonProperty("ssh_logins") @JsonSetter(nulls = Nulls.SET) @Nullable
            List<SshLogin> logins,

            @JsonSetter(nulls = Nulls.SET) @Nullable PluginFace plugin,
            @JsonSetter(nulls = Nulls.SET) @Nullable OidcConfig oidc) {}

    /** One permission; {@code *} stands for every instance or login. */
    private record SshLogin(
            @JsonProperty(required = true) String identity,
            @JsonProperty(required = true) String instance,
            @JsonProperty(required = true) String login) {
        boolean allows(Sin sin, String wantedInstance, String wantedLogin) {
            return identity.equals(sin.value())
                    && (instance.equals("*") || instance.equals(wantedInstance))
                    && (login.equals("*") || login.equals(wantedLogin));
        }
    }

    static ServeConfig read(Path file) {
        try {
            Root root = MAPPER.readValue(Files.readString(file, StandardCharsets.UTF_8), Root.class);
            boolean servesAny = root.directory() != null || root.plugin() != null || root.oidc() != null;
            if (!servesAny || (root.directory() == null && root.logins() != null)) {
                throw new CommandFailure(
                        CommandFailure.WRONG_USE,
                        "config " + file
                                + " must have 'directory', 'plugin' or 'oidc', and 'directory' for 'ssh_logins'");
            }
            List<SshLogin> logins = root.logins() == null ? List.of() : List.copyOf(root.logins());
            logins.forEach(login -> new Sin(login.identity()));
            return new ServeConfig(
                    Optional.ofNullable(root.url()),
                    Optional.ofNullable(root.state()),
                    Optional.ofNullable(root.directory()).map(directory -> DirectoryFile.parse(directory.toString())),
                    request -> logins.stream()
                                    .anyMatch(login -> login.allows(request.sin(), request.instance(), request.login()))
                            ? LoginDecision.allow()
                            : LoginDecision.deny("This identity may not log in there."),
                    Optional.ofNullable(root.plugin()),
                    Optional.ofNullable(root.oidc()));
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE,
                    "config " + file + " must be JSON of its form: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE,
                    "config " + file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
