package org.bitauth.keystone.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.Catalog;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.SecretHash;
import org.bitauth.keystone.User;
import org.jspecify.annotations.Nullable;

/**
 * Users, projects and services in one JSON text: members {@code domains}, {@code projects}, {@code users},
 * {@code application_credentials} and {@code services}, as docs/operating.md shows. Unknown members are refused.
 *
 * @param directory the users, projects and credentials
 * @param catalog the services; empty if the text names none
 */
public record DirectoryFile(InMemoryDirectory directory, Optional<Catalog> catalog) {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL))
            .build();

    /**
     * Reads a directory.
     *
     * @param json the text
     * @return the directory and the catalog
     * @throws MalformedException if the text is not such a JSON text, or its parts contradict each other
     */
    public static DirectoryFile parse(String json) {
        try {
            Root root = Optional.ofNullable(MAPPER.readValue(json, Root.class))
                    .orElseThrow(() -> new MalformedException("directory must be an object"));
            return new DirectoryFile(directory(root), catalog(root.services()));
        } catch (JsonProcessingException e) {
            throw new MalformedException("directory must be JSON of its form: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new MalformedException("directory must hold together: " + e.getMessage());
        }
    }

    /**
     * Reads services alone, in the form of the member {@code services}.
     *
     * @param json the text, a list
     * @return the catalog
     * @throws MalformedException if the text is not such a JSON text
     */
    public static Catalog services(String json) {
        try {
            ServiceEntry[] entries = MAPPER.readValue(json, ServiceEntry[].class);
            return new Catalog(Stream.of(entries).map(DirectoryFile::service).toList());
        } catch (JsonProcessingException e) {
            throw new MalformedException("services must be JSON of their form: " + e.getOriginalMessage());
        }
    }

    private record Root(
            @JsonProperty(required = true) List<Domain> domains,
            @JsonProperty(required = true) List<ProjectEntry> projects,
            @JsonProperty(required = true) List<UserEntry> users,

            @JsonProperty("application_credentials") @JsonSetter(nulls = Nulls.SET) @Nullable
            List<CredentialEntry> credentials,

            @JsonSetter(nulls = Nulls.SET) @Nullable List<ServiceEntry> services) {}

    private record ProjectEntry(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String domain) {}

    private record UserEntry(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String domain,

            @JsonProperty("identities") @JsonSetter(nulls = Nulls.SET) @Nullable
            List<String> sins,

            @JsonSetter(nulls = Nulls.SET) @Nullable Boolean enabled,

            @JsonProperty("default_project") @JsonSetter(nulls = Nulls.SET) @Nullable
            String defaultProject,

            @JsonSetter(nulls = Nulls.SET) @Nullable Map<String, List<String>> roles) {}

    private record CredentialEntry(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String user,
            @JsonProperty(required = true) String project,
            @JsonProperty(required = true) List<String> roles,

            @JsonProperty(value = "secret_hash", required = true)
            String secretHash) {}

    private record ServiceEntry(
            @JsonProperty(required = true) String type,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String region,
            @JsonProperty(required = true) Map<String, String> endpoints) {}

    private static InMemoryDirectory directory(Root root) {
        Map<String, Domain> domains = root.domains().stream()
                .collect(Collectors.toMap(Domain::id, domain -> domain, (domain, other) -> {
                    throw new MalformedException("domain must have an id of its own: " + domain.id());
                }));
        InMemoryDirectory.Builder directory = InMemoryDirectory.builder();
        root.domains().forEach(directory::domain);
        root.projects()
                .forEach(entry ->
                        directory.project(new Project(entry.id(), entry.name(), find(domains, entry.domain()))));
        root.users().forEach(entry -> add(directory, entry, find(domains, entry.domain())));
        all(root.credentials())
                .forEach(entry -> directory.applicationCredential(new ApplicationCredential(
                        entry.id(),
                        entry.name(),
                        entry.user(),
                        entry.project(),
                        entry.roles(),
                        SecretHash.parse(entry.secretHash()))));
        return directory.build();
    }

    private static void add(InMemoryDirectory.Builder directory, UserEntry entry, Domain domain) {
        boolean enabled = entry.enabled() == null || entry.enabled();
        Optional<String> defaultProject = Optional.ofNullable(entry.defaultProject());
        directory.user(
                new User(entry.id(), entry.name(), domain, enabled, defaultProject),
                all(entry.sins()).map(Sin::new).toList());
        Map<String, List<String>> roles = entry.roles() == null ? Map.of() : entry.roles();
        roles.forEach((project, names) -> names.forEach(name -> directory.role(entry.id(), project, name)));
    }

    private static Domain find(Map<String, Domain> domains, String id) {
        return Optional.ofNullable(domains.get(id))
                .orElseThrow(() -> new MalformedException("domain must be in the list of domains: " + id));
    }

    private static Optional<Catalog> catalog(@Nullable List<ServiceEntry> services) {
        return services == null
                ? Optional.empty()
                : Optional.of(new Catalog(
                        services.stream().map(DirectoryFile::service).toList()));
    }

    private static Catalog.Service service(ServiceEntry entry) {
        String id = entry.type() + "-" + entry.region();
        return new Catalog.Service(
                id,
                entry.type(),
                entry.name(),
                entry.endpoints().entrySet().stream()
                        .map(endpoint -> new Catalog.Endpoint(
                                id + "-" + endpoint.getKey(), endpoint.getKey(), entry.region(), endpoint.getValue()))
                        .toList());
    }

    private static <T> Stream<T> all(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }
}
