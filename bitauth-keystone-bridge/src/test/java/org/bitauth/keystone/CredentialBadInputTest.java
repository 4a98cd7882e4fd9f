package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.AnswerForm.checkError;
import static org.bitauth.keystone.CredentialJson.OF_ALICE;
import static org.bitauth.keystone.CredentialJson.made;
import static org.bitauth.keystone.CredentialJson.named;
import static org.bitauth.keystone.CredentialJson.post;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests for application credentials with one fault each. */
class CredentialBadInputTest {
    private final DemoCloud cloud = DemoCloud.start();
    private final String token = cloud.token(ALICE, DEMO);

    @AfterEach
    void stillMakesAGoodOne() {
        made(cloud, token, named("good"));
        assertThat(cloud.directory.ofUser("u-alice")).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            an empty body                | ~~
            no JSON                      | name=x
            a list                       | [{"application_credential":{"name":"x"}}]
            a text                       | "x"
            null                         | null
            an empty object              | {}
            credential null              | {"application_credential":null}
            credential a text            | {"application_credential":"x"}
            credential a list            | {"application_credential":[{"name":"x"}]}
            credential twice             | {"application_credential":{"name":"x"},"application_credential":{"name":"y"}}
            text after                   | {"application_credential":{"name":"x"}}x
            no name                      | {"application_credential":{}}
            name null                    | {"application_credential":{"name":null}}
            name a number                | {"application_credential":{"name":1}}
            name a list                  | {"application_credential":{"name":["x"]}}
            name empty                   | {"application_credential":{"name":""}}
            name blank                   | {"application_credential":{"name":"  "}}
            name with NUL                | {"application_credential":{"name":"a\\u0000b"}}
            name with a line end         | {"application_credential":{"name":"a\\nb"}}
            name with half a pair        | {"application_credential":{"name":"a\\ud83d"}}
            description a number         | {"application_credential":{"name":"x","description":1}}
            description an object        | {"application_credential":{"name":"x","description":{}}}
            description with NUL         | {"application_credential":{"name":"x","description":"\\u0000"}}
            description with half a pair | {"application_credential":{"name":"x","description":"\\udc00"}}
            secret a number              | {"application_credential":{"name":"x","secret":12345678901234567}}
            secret too short             | {"application_credential":{"name":"x","secret":"fifteen letters"}}
            secret empty                 | {"application_credential":{"name":"x","secret":""}}
            secret a list                | {"application_credential":{"name":"x","secret":["sixteen letters!"]}}
            roles a text                 | {"application_credential":{"name":"x","roles":"member"}}
            roles an object              | {"application_credential":{"name":"x","roles":{"name":"member"}}}
            roles a number               | {"application_credential":{"name":"x","roles":1}}
            a role that is a text        | {"application_credential":{"name":"x","roles":["member"]}}
            a role that is null          | {"application_credential":{"name":"x","roles":[null]}}
            a role without name          | {"application_credential":{"name":"x","roles":[{}]}}
            a role's name a number       | {"application_credential":{"name":"x","roles":[{"name":1}]}}
            a role's id a list           | {"application_credential":{"name":"x","roles":[{"id":["member"]}]}}
            expires_at a number          | {"application_credential":{"name":"x","expires_at":1826000000}}
            expires_at an object         | {"application_credential":{"name":"x","expires_at":{}}}
            unrestricted a text          | {"application_credential":{"name":"x","unrestricted":"true"}}
            unrestricted a number        | {"application_credential":{"name":"x","unrestricted":1}}
            unrestricted a list          | {"application_credential":{"name":"x","unrestricted":[true]}}
            """)
    void refusesWhatHasAnotherForm(String fault, String body) {
        checkError(post(cloud, token, OF_ALICE, body), 400);
    }

    @Test
    void refusesWhatIsTooLong() {
        checkError(post(cloud, token, OF_ALICE, named("x".repeat(65))), 400);
        checkError(post(cloud, token, OF_ALICE, named("x", "'description':'" + "x".repeat(256) + "'")), 400);
        checkError(post(cloud, token, OF_ALICE, named("x", "'secret':'" + "x".repeat(1025) + "'")), 400);
        checkError(post(cloud, token, OF_ALICE, named("x", "'description':'" + "x".repeat(120_000) + "'")), 413);
    }

    @Test
    void takesNullForWhatIsLeftOut() {
        made(
                cloud,
                token,
                named(
                        "good",
                        "'description':null",
                        "'secret':null",
                        "'roles':null",
                        "'expires_at':null",
                        "'unrestricted':null",
                        "'access_rules':null"));
        cloud.directory.remove(
                "u-alice", cloud.directory.ofUser("u-alice").get(0).id());
    }

    @Test
    void neverRepeatsASecret() {
        String body = named("x", "'secret':'very-secret-text-of-a-user'", "'roles':[{'name':'admin'}]");

        assertThat(post(cloud, token, OF_ALICE, body).text()).doesNotContain("very-secret-text");
        assertThat(cloud.events).noneMatch(event -> event.toString().contains("very-secret-text"));
    }
}
