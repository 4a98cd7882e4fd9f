package org.bitauth.cli;

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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitauth.keystone.store.DirectoryFile;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bitauth serve} serves, from a file or the embedded default.
 *
 * @param url the public URL; without one, the address that it listens on
 * @param state the folder of kept keys; without one, keys are made at each start
 * @param directory users, projects and services that do not change; without one, there is no such identity service
 * @param identity an identity service whose users are in a database; never beside a directory
 * @param ssh the SSH authorities, where there are some
 * @param plugin what the auth plug-in of a Keystone asks
 * @param oidc the OIDC provider, where there is one
 * @param payments what is sold, where something is; never without an identity service in a database
 */
record ServeConfig(
        Optional<URI> url,
        Optional<Path> state,
        Optional<DirectoryFile> directory,
        Optional<IdentityConfig> identity,
        Optional<SshConfig> ssh,
        Optional<PluginFace> plugin,
        Optional<OidcConfig> oidc,
        Optional<PaymentsConfig> payments) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT) // amounts have no fractions
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL))
            .build();

    private record Root(
            @JsonSetter(nulls = Nulls.SET) @Nullable URI url,
            @JsonSetter(nulls = Nulls.SET) @Nullable Path state,
            @JsonSetter(nulls = Nulls.SET) @Nullable JsonNode directory,
            @JsonSetter(nulls = Nulls.SET) @Nullable IdentityConfig identity,
            @JsonSetter(nulls = Nulls.SET) @Nullable SshConfig ssh,
            @JsonSetter(nulls = Nulls.SET) @Nullable PluginFace plugin,
            @JsonSetter(nulls = Nulls.SET) @Nullable OidcConfig oidc,
            @JsonSetter(nulls = Nulls.SET) @Nullable PaymentsConfig payments) {}

    /** Tells whether anything is served on the public URL. */
    boolean hasFaces() {
        return directory.isPresent() || identity.isPresent() || ssh.isPresent() || oidc.isPresent();
    }

    static ServeConfig read(Path file) {
        try {
            Root root = MAPPER.readValue(Files.readString(file, StandardCharsets.UTF_8), Root.class);
            if (root.identity() != null && (root.directory() != null || root.state() == null)) {
                throw new CommandFailure(
                        CommandFailure.WRONG_USE,
                        "config " + file + ": 'identity' must stand with 'state', and not with 'directory'");
            }
            if (root.payments() != null && root.identity() == null) {
                throw new CommandFailure(
                        CommandFailure.WRONG_USE, "config " + file + ": 'payments' must stand with 'identity'");
            }
            if (Stream.of(root.directory(), root.identity(), root.ssh(), root.plugin(), root.oidc())
                    .allMatch(Objects::isNull)) {
                throw new CommandFailure(
                        CommandFailure.WRONG_USE,
                        "config " + file + " must have 'directory', 'identity', 'ssh', 'plugin' or 'oidc'");
            }
            return new ServeConfig(
                    Optional.ofNullable(root.url()),
                    Optional.ofNullable(root.state()),
                    Optional.ofNullable(root.directory()).map(directory -> DirectoryFile.parse(directory.toString())),
                    Optional.ofNullable(root.identity()),
                    Optional.ofNullable(root.ssh()),
                    Optional.ofNullable(root.plugin()),
                    Optional.ofNullable(root.oidc()),
                    Optional.ofNullable(root.payments()));
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
