package org.bitauth.keystone.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.keystone.AccessRule;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.SecretHash;
import org.jspecify.annotations.Nullable;

/** An application credential as one row; lists are JSON in it, so that one query reads all of it. */
final class CredentialRow {
    static final String COLUMNS =
            "credential_id, credential_name, user_id, project_id, roles, secret_hash, description,"
                    + " expires_second, unrestricted, access_rules";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final TypeReference<List<AccessRule>> RULES = new TypeReference<>() {};

    private CredentialRow() {}

    /** In the order of the columns. */
    static @Nullable Object[] values(ApplicationCredential credential) {
        return new @Nullable Object[] {
            StoredText.id(credential.id()),
            StoredText.name(credential.name()),
            StoredText.id(credential.userId()),
            StoredText.id(credential.projectId()),
            StoredText.any(write(credential.roles())),
            credential.secret().text(),
            StoredText.any(credential.description()),
            credential.expiresAt().map(Instant::getEpochSecond).orElse(null),
            credential.unrestricted(),
            StoredText.any(write(credential.accessRules()))
        };
    }

    static ApplicationCredential read(ResultSet row) throws SQLException {
        return new ApplicationCredential(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                read(row.getString(5), NAMES),
                SecretHash.parse(row.getString(6)),
                row.getString(7),
                Optional.ofNullable(row.getObject(8, Long.class)).map(Instant::ofEpochSecond),
                row.getBoolean(9),
                read(row.getString(10), RULES));
    }

    private static String write(List<?> list) {
        try {
            return MAPPER.writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lists of texts can be written", e);
        }
    }

    private static <T> List<T> read(String json, TypeReference<List<T>> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new MalformedException("list of an application credential must be JSON of its form");
        }
    }
}
