package org.bitauth.keystone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.bitauth.MalformedException;
import org.bitauth.keystone.Catalog;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.keystone.Role;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.SecretHash;
import org.bitauth.keystone.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryFileTest {
    private static final String GOOD = """
            {
              "domains": [{"id": "default", "name": "Default"}],
              "projects": [
                {"id": "p-demo", "name": "demo", "domain": "default"},
                {"id": "p-other", "name": "other", "domain": "default"}
              ],
              "users": [
                {"id": "u-alice", "name": "alice", "domain": "default", "identities": ["SIN1"], "enabled": true,
                 "default_project": "p-demo", "roles": {"p-demo": ["member", "reader"]}},
                {"id": "u-bob", "name": "bob", "domain": "default", "identities": ["SIN2"], "enabled": false},
                {"id": "u-carol", "name": "carol", "domain": "default"}
              ],
              "application_credentials": [
                {"id": "ac", "name": "robot", "user": "u-alice", "project": "p-demo", "roles": ["member"],
                 "secret_hash": "HASH"}
              ],
              "services": [
                {"type": "compute", "name": "nova", "region": "RegionOne",
                 "endpoints": {"public": "https://nova.example/v2.1"}}
              ]
            }
            """.replace("SIN1", DemoCloud.ALICE.sin().value())
            .replace("SIN2", DemoCloud.BOB.sin().value())
            .replace("HASH", SecretHash.of("secret").text());

    @Test
    void readsUsersProjectsCredentialsAndServices() {
        DirectoryFile file = DirectoryFile.parse(GOOD);

        User alice = file.directory().userOf(DemoCloud.ALICE.sin()).orElseThrow();
        assertThat(alice.id()).isEqualTo("u-alice");
        assertThat(alice.name()).isEqualTo("alice");
        assertThat(alice.domain().name()).isEqualTo("Default");
        assertThat(alice.enabled()).isTrue();
        assertThat(alice.defaultProjectId()).contains("p-demo");
        assertThat(file.directory()
                        .assignment(alice, new ScopeRequest.ProjectById("p-demo"))
                        .orElseThrow()
                        .roles())
                .extracting(Role::name)
                .containsExactly("member", "reader");
        assertThat(file.directory().assignment(alice, new ScopeRequest.ProjectById("p-other")))
                .isEmpty();
        assertThat(file.directory().find("ac").orElseThrow().secret().matches("secret"))
                .isTrue();
        Catalog.Service nova = file.catalog().orElseThrow().services().get(0);
        assertThat(nova.type()).isEqualTo("compute");
        assertThat(nova.endpoints())
                .containsExactly(new Catalog.Endpoint(
                        "compute-RegionOne-public", "public", "RegionOne", "https://nova.example/v2.1"));
    }

    @Test
    void readsDefaultsWhereMembersAreLeftOut() {
        InMemoryDirectory directory = DirectoryFile.parse(GOOD).directory();

        assertThat(directory.userOf(DemoCloud.BOB.sin()).orElseThrow().enabled())
                .isFalse();
        User carol = directory.user("u-carol").orElseThrow();
        assertThat(carol.enabled()).isTrue();
        assertThat(carol.defaultProjectId()).isEmpty();
        DirectoryFile smallest = DirectoryFile.parse("{\"domains\":[],\"projects\":[],\"users\":[]}");
        assertThat(smallest.catalog()).isEmpty();
        assertThat(smallest.directory().userOf(DemoCloud.ALICE.sin())).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            unknown member             | "services"                      | "service"                             | service
            unknown member of a user   | "identities": ["                | "sins": ["                            | sins
            unknown member of a domain | {"id": "default",               | {"id": "default", "parent": "x",      | parent
            missing users              | "users"                         | "people"                              | users
            missing name of a user     | "name": "alice",                | ~~                                    | name
            missing name of a domain   | , "name": "Default"             | ~~                                    | name
            missing secret hash        | "secret_hash": "                | "x": "                                | x
            users null                 | "users": [                      | "users": null, "x": [                 | ~~
            id null                    | "id": "u-alice"                 | "id": null                            | ~~
            roles null                 | "roles": ["member"]             | "roles": null                         | ~~
            enabled a text             | "enabled": true                 | "enabled": "yes"                      | ~~
            enabled a number           | "enabled": false                | "enabled": 0                          | ~~
            roles a text               | ["member", "reader"]            | "member"                              | ~~
            users an object            | "users": [                      | "users": {}, "x": [                   | ~~
            unknown domain             | "name": "bob", "domain": "default" | "name": "bob", "domain": "x"       | domain
            two domains of one id      | {"id": "default", "name": "Default"} | {"id": "default", "name": "Default"}, {"id": "default", "name": "x"} | default
            two projects of one id     | "id": "p-other"                 | "id": "p-demo"                        | p-demo
            two projects of one name   | "name": "other"                 | "name": "demo"                        | p-other
            two users of one id        | "id": "u-bob"                   | "id": "u-alice"                       | u-alice
            one identity of two users  | "identities": ["SIN2"]          | "identities": ["SIN1"]                | identity
            no identity                | "identities": ["SIN1"]          | "identities": ["alice"]               | SIN
            role on unknown project    | {"p-demo": ["member             | {"p-none": ["member                   | p-none
            credential of nobody       | "user": "u-alice"               | "user": "u-none"                      | u-none
            credential for no project  | "project": "p-demo"             | "project": "p-none"                   | credential
            bad hash                   | pbkdf2-sha256:20000             | sha256                                | secret hash
            member twice               | "name": "alice",                | "name": "alice", "name": "root",      | ~~
            """)
    void refusesAFileWith(String fault, String from, String to, String message) {
        String broken = GOOD.replace(sins(from), sins(to));
        assertThat(broken).as("a broken file").isNotEqualTo(GOOD);

        assertThatExceptionOfType(MalformedException.class)
                .as(fault)
                .isThrownBy(() -> DirectoryFile.parse(broken))
                .withMessageStartingWith("directory must ")
                .withMessageContaining(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            nothing       | ~~
            an array      | []
            null          | null
            a text        | "x"
            no JSON       | domains: []
            """)
    void refusesTextsThatAreNoDirectory(String what, String text) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> DirectoryFile.parse(text));
    }

    @Test
    void refusesTextAfterTheEnd() {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> DirectoryFile.parse(GOOD + "{}"));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> DirectoryFile.parse(GOOD + "x"));
    }

    @Test
    void neverRepeatsAHash() {
        String hash = SecretHash.of("x").text();
        for (Map.Entry<String, String> broken : Map.of(
                        "\"secret_hash\": \"", "\"secret_hash\": \"x", "\"roles\": [\"member\"],", "")
                .entrySet()) {
            String text = GOOD.replace(broken.getKey(), broken.getValue());
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> DirectoryFile.parse(text))
                    .withMessageNotContaining(hash.substring(0, 20));
        }
    }

    private static String sins(String text) {
        return text.replace("SIN1", DemoCloud.ALICE.sin().value())
                .replace("SIN2", DemoCloud.BOB.sin().value());
    }
}
