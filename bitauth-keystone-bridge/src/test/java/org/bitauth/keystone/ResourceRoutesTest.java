package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.AnswerForm.checkError;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.BOB;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.ROOT;
import static org.bitauth.keystone.DemoCloud.SVC;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.Sin;
import org.bitauth.StoreException;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.token.TokenKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of users, projects and domains: by whom, and what nobody else learns. */
class ResourceRoutesTest {
    private static final String DOMAIN = "{\"domain\":{\"id\":\"default\"}}";
    private static final String SYSTEM = "{\"system\":{\"all\":true}}";

    private final DemoCloud cloud = DemoCloud.start();
    private final String member = cloud.token(ALICE, DEMO);
    private final String unscoped = cloud.token(ALICE, UNSCOPED);
    private final String service = cloud.token(SVC, DEMO);
    private final String roleless = cloud.token(BOB, NO_SCOPE);
    private final String admin = cloud.token(ROOT, DEMO);

    @Test
    void listsTheProjectsOfTheCaller() {
        for (String token : new String[] {member, unscoped}) {
            assertThat(ids(get("/v3/auth/projects", token), "projects")).containsExactly("p-demo");
        }
        assertThat(ids(get("/v3/auth/projects", service), "projects")).containsExactlyInAnyOrder("p-demo", "p-other");
        assertThat(ids(get("/v3/auth/projects", roleless), "projects")).isEmpty();
        cloud.directory.remove("roles of u-alice");
        assertThat(ids(get("/v3/auth/projects", unscoped), "projects")).isEmpty();
    }

    @Test
    void listsTheDomainsOfTheCaller() {
        assertThat(ids(get("/v3/auth/domains", admin), "domains")).containsExactly("default");
        assertThat(ids(get("/v3/auth/domains", member), "domains")).isEmpty();
        JsonNode links = json(get("/v3/auth/domains", member)).get("links");
        assertThat(links.get("self").textValue()).isEqualTo(DemoCloud.URL + "/auth/domains");
    }

    @Test
    void tellsWhetherTheCallerHasARoleOnTheSystem() {
        assertThat(json(get("/v3/auth/system", admin)).get("system")).hasToString("[{\"all\":true}]");
        assertThat(json(get("/v3/auth/system", member)).get("system")).hasToString("[]");
    }

    @Test
    void showsAUserToHimselfAndToAdministrators() {
        for (String token : new String[] {member, unscoped, admin}) {
            JsonNode user = json(get("/v3/users/u-alice", token)).get("user");
            assertThat(user.get("name").textValue()).isEqualTo("alice");
            assertThat(user.get("default_project_id").textValue()).isEqualTo("p-demo");
            assertThat(user.get("enabled").booleanValue()).isTrue();
            assertThat(ids(get("/v3/users/u-alice/projects", token), "projects"))
                    .containsExactly("p-demo");
        }
        assertThat(json(get("/v3/users/u-carol", admin)).at("/user/enabled").booleanValue())
                .isFalse();
        assertThat(json(get("/v3/users/u-bob", admin)).get("user").has("default_project_id"))
                .isFalse();
        assertThat(ids(get("/v3/users/u-svc/projects", admin), "projects"))
                .containsExactlyInAnyOrder("p-demo", "p-other");
    }

    @Test
    void showsAProjectToWhomeverHasARoleOnItAndToAdministrators() {
        for (String token : new String[] {member, unscoped, admin}) {
            assertThat(json(get("/v3/projects/p-demo", token))
                            .at("/project/name")
                            .textValue())
                    .isEqualTo("demo");
        }
        assertThat(get("/v3/projects/p-other", service).status()).isEqualTo(200);
        JsonNode far = json(get("/v3/projects/p-far", admin)).get("project");
        assertThat(far.get("domain_id").textValue()).isEqualTo("far");
        assertThat(far.get("parent_id").textValue()).isEqualTo("far");
    }

    @Test
    void showsADomainToTokensThatAreInItAndToAdministrators() {
        for (String token : new String[] {member, admin, cloud.token(ROOT, DOMAIN), cloud.token(ROOT, SYSTEM)}) {
            assertThat(json(get("/v3/domains/default", token))
                            .at("/domain/name")
                            .textValue())
                    .isEqualTo("Default");
        }
        assertThat(json(get("/v3/domains/far", admin)).at("/domain/name").textValue())
                .isEqualTo(DemoDirectory.FAR.name());
        checkError(get("/v3/domains/default", unscoped), 403);
    }

    @Test
    void listsAllProjectsAndDomainsToAdministratorsOnly() {
        assertThat(ids(get("/v3/projects", admin), "projects")).containsExactly("p-demo", "p-far", "p-other");
        assertThat(ids(get("/v3/domains", admin), "domains")).containsExactly("default", "far");
        for (String token : new String[] {member, unscoped, service, roleless}) {
            checkError(get("/v3/projects", token), 403);
            checkError(get("/v3/domains", token), 403);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            ?name=demo                          | p-demo,p-far
            ?name=demo&domain_id=far            | p-far
            ?domain_id=default                  | p-demo,p-other
            ?domain_id=default&name=other&x     | p-other
            ?x=name=demo                        | p-demo,p-far,p-other
            ?name=de%6Do                        | p-demo,p-far
            ?name=demo&name=other               | p-demo,p-far
            ?name=Demo                          | none
            ?name=                              | none
            ?domain_id=nowhere                  | none
            ?name=%FF                           | none
            """)
    void filtersProjects(String query, String expected) {
        List<String> ids = expected == null ? List.of() : List.of(expected.split(",", -1));

        assertThat(ids(get("/v3/projects" + query, admin), "projects")).containsExactlyElementsOf(ids);
    }

    @Test
    void filtersDomains() {
        assertThat(ids(get("/v3/domains?name=Default", admin), "domains")).containsExactly("default");
        assertThat(ids(get("/v3/domains?name=F%C3%A4r+%26+%22wide%22", admin), "domains"))
                .containsExactly("far");
        assertThat(ids(get("/v3/domains?name=default", admin), "domains")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"name=%", "name=%4", "name=%zz", "name=a%-1", "domain_id=%u0041"})
    void refusesFiltersThatAreNoPercentEncoding(String filter) {
        checkError(get("/v3/projects?" + filter, admin), 400);
        checkError(get("/v3/projects?" + filter, member), 403);
    }

    @Test
    void tellsAdministratorsWhatIsNotThere() {
        for (String path : new String[] {
            "/v3/users/u-nobody", "/v3/users/u-nobody/projects", "/v3/projects/p-nothing", "/v3/domains/nowhere"
        }) {
            checkError(get(path, admin), 404);
        }
    }

    @ParameterizedTest(name = "{0} is like {1}")
    @CsvSource({
        "/v3/users/u-bob, /v3/users/u-nobody",
        "/v3/users/u-carol, /v3/users/u-nobody",
        "/v3/users/u-root/projects, /v3/users/u-nobody/projects",
        "/v3/users/u-root/application_credentials, /v3/users/u-nobody/application_credentials",
        "/v3/users/u-svc/application_credentials/ac-svc, /v3/users/u-svc/application_credentials/none",
        "/v3/users/u-svc/application_credentials/ac-svc, /v3/users/u-nobody/application_credentials/ac-svc",
        "/v3/users/u-alice/application_credentials/ac-svc, /v3/users/u-alice/application_credentials/ac-xyz",
        "/v3/projects/p-other, /v3/projects/p-nothing",
        "/v3/projects/p-far, /v3/projects/p-nothing",
        "/v3/domains/far, /v3/domains/nowhere",
    })
    void tellsNobodyElseWhetherSomethingExists(String existing, String missing) {
        for (String token : new String[] {member, unscoped}) {
            String like = form(get(existing, token)).replace("ac-svc", "ID");
            assertThat(form(get(missing, token)).replace("ac-xyz", "ID")).isEqualTo(like);
        }
        String likeAll = form(cloud.get(existing));
        assertThat(form(cloud.get(missing))).isEqualTo(likeAll);
        assertThat(form(cloud.get(missing, "X-Auth-Token", "bad"))).isEqualTo(likeAll);
        assertThat(form(cloud.get(existing, "X-Auth-Token", "bad"))).isEqualTo(likeAll);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/v3/auth/projects",
                "/v3/auth/domains",
                "/v3/auth/system",
                "/v3/users/u-alice",
                "/v3/users/u-alice/projects",
                "/v3/projects",
                "/v3/projects/p-demo",
                "/v3/domains",
                "/v3/domains/default"
            })
    void answersEveryRouteToTokensOnlyAndHeadLikeGet(String path) {
        checkError(cloud.get(path), 401);
        checkError(get(path, "bad"), 401);
        checkError(cloud.get(path, "X-Auth-Token", admin, "X-Auth-Token", admin), 401);
        RawResponse answer = get(path, admin);
        assertThat(answer.status()).isEqualTo(200);

        RawResponse head = cloud.send("HEAD", path, new byte[0], "X-Auth-Token", admin);

        AnswerForm.check(head);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(answer.header("Content-Type"));
        RawResponse noToken = cloud.send("HEAD", path, new byte[0]);
        assertThat(noToken.status()).isEqualTo(401);
        assertThat(noToken.body()).isEmpty();
        RawResponse post = cloud.send("POST", path, new byte[0], "X-Auth-Token", admin);
        checkError(post, 405);
        assertThat(post.header("Allow")).contains("GET, HEAD");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/v3/users/{id}",
                "/v3/users/{id}/application_credentials/{id}",
                "/v3/projects/{id}",
                "/v3/domains/",
                "/v3/users//projects",
                "/v3/users/u-alice%2Fprojects",
                "/v3/users/%75-alice",
                "/v3/users/u.alice",
                "/v3/projects/..",
                "/v3/users",
                "/v3/users/u-alice/groups"
            })
    void answersNothingButIds(String path) {
        RawResponse answer = get(path, member);

        assertThat(answer.status()).isEqualTo(path.equals("/v3/domains/") ? 403 : 404);
    }

    @Test
    void knowsNoIdOf65Characters() {
        checkError(get("/v3/projects/" + "a".repeat(64), member), 403);
        checkError(get("/v3/projects/" + "a".repeat(65), member), 404);
    }

    @Test
    void answers503WhileTheDirectoryCannotAnswer() {
        cloud.directory.failWith(new StoreException("down"));

        for (String path : new String[] {"/v3/auth/projects", "/v3/projects", "/v3/users/u-alice", "/v3/domains/far"}) {
            checkError(get(path, admin), 503);
        }
    }

    @Test
    void refusesListsWhereTheDirectoryHasNone() {
        TokenKeys keys = TokenKeys.generate();
        DemoCloud lists = DemoCloud.with((builder, clock) -> builder.tokenKeys(keys));
        KeystoneHandler bare =
                new KeystoneHandler(KeystoneBridge.builder(URI.create(DemoCloud.URL), onlyDirectory(lists.directory))
                        .tokenKeys(keys)
                        .clock(lists::now)
                        .build());
        Map<String, List<String>> headers = Map.of("X-Auth-Token", List.of(lists.token(ROOT, DEMO)));

        for (String path : new String[] {"/v3/projects", "/v3/projects/p-far", "/v3/domains", "/v3/domains/far"}) {
            checkError(bare.handle(new RawRequest("GET", path, "", headers, new byte[0])), 403);
        }
        assertThat(bare.handle(new RawRequest("GET", "/v3/users/u-bob", "", headers, new byte[0]))
                        .status())
                .isEqualTo(200);
    }

    /** The same users, without the lists. */
    private static Directory onlyDirectory(DemoDirectory users) {
        return new Directory() {
            @Override
            public Optional<User> userOf(Sin sin) {
                return users.userOf(sin);
            }

            @Override
            public Optional<User> user(String id) {
                return users.user(id);
            }

            @Override
            public Optional<Assignment> assignment(User user, ScopeRequest scope) {
                return users.assignment(user, scope);
            }

            @Override
            public List<Scope> scopes(User user) {
                return users.scopes(user);
            }
        };
    }

    private RawResponse get(String path, String token) {
        return cloud.get(path, "X-Auth-Token", token);
    }

    private static List<String> ids(RawResponse answer, String name) {
        AnswerForm.check(answer);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return json(answer).get(name).findValuesAsText("id");
    }

    /** Everything of an answer but the request's id. */
    private static String form(RawResponse answer) {
        String id = AnswerForm.check(answer);
        return answer.status() + " " + answer.headers().toString().replace(id, "") + answer.text();
    }
}
