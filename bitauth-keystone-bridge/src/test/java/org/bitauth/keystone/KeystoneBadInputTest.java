package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.http.KeystoneHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Login bodies with one fault each. SIN and SIN2 stand for the identities of alice and bob. */
class KeystoneBadInputTest {
    private static final int MAX_BODY = 114_688;

    private final DemoCloud cloud = DemoCloud.start();

    @AfterEach
    void stillServesAGoodLogin() {
        DemoCloud.secret(cloud.login(ALICE, DEMO));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            an empty body          | ~~
            white space            | ~  ~
            cut off                | {"auth":{"identity":
            no JSON                | auth=1
            an array               | [{"auth":{}}]
            a text                 | "auth"
            a number               | 1
            null                   | null
            another object after   | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":"SIN"}}}}{}
            text after             | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":"SIN"}}}}x
            auth twice             | {"auth":{},"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":"SIN"}}}}
            the payload twice      | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":"SIN"},"bitauth":{"identity":"SIN2"}}}}
            the identity twice     | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":"SIN","identity":"SIN2"}}}}
            the scope twice        | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":"SIN"}},"scope":"unscoped","scope":{"system":{"all":true}}}}
            a comment              | {"auth":/**/{"identity":{"methods":["bitauth"],"bitauth":{"identity":"SIN"}}}}
            single quotes          | {'auth':{'identity':{'methods':['bitauth'],'bitauth':{'identity':'SIN'}}}}
            not a number           | {"auth":NaN}
            a number without end   | {"auth":1e99999999999999999999}
            """)
    void refusesWhatIsNotOneJsonObject(String fault, String body) {
        AnswerForm.checkError(post(body), 400);
    }

    @Test
    void refusesDeepNestingLongNumbersAndOtherEncodings() {
        AnswerForm.checkError(post("[".repeat(50_000)), 400);
        AnswerForm.checkError(post("{\"auth\":".repeat(10_000)), 400);
        AnswerForm.checkError(post("{\"auth\":" + "[".repeat(17) + "]".repeat(17) + "}"), 400);
        AnswerForm.checkError(post("{\"auth\":" + "9".repeat(100_000) + "}"), 400);
        byte[] latin = "{\"auth\":{\"\u00e4\":1}}".getBytes(StandardCharsets.ISO_8859_1);
        AnswerForm.checkError(cloud.send("POST", "/v3/auth/tokens", latin), 400);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            no auth                      | {}
            auth null                    | {"auth":null}
            auth a list                  | {"auth":[]}
            auth a text                  | {"auth":"x"}
            no identity                  | {"auth":{}}
            identity null                | {"auth":{"identity":null}}
            identity a text              | {"auth":{"identity":"SIN"}}
            no methods                   | {"auth":{"identity":{"bitauth":{"identity":"SIN"}}}}
            methods a text               | {"auth":{"identity":{"methods":"bitauth","bitauth":{"identity":"SIN"}}}}
            methods an object            | {"auth":{"identity":{"methods":{"0":"bitauth"},"bitauth":{"identity":"SIN"}}}}
            methods null                 | {"auth":{"identity":{"methods":null,"bitauth":{"identity":"SIN"}}}}
            a method that is a number    | {"auth":{"identity":{"methods":[1],"bitauth":{"identity":"SIN"}}}}
            a method that is null        | {"auth":{"identity":{"methods":[null],"bitauth":{"identity":"SIN"}}}}
            a method that is a list      | {"auth":{"identity":{"methods":[["bitauth"]],"bitauth":{"identity":"SIN"}}}}
            a method without payload     | {"auth":{"identity":{"methods":["bitauth"]}}}
            payload of another method    | {"auth":{"identity":{"methods":["bitauth"],"token":{"id":"x"}}}}
            payload null                 | {"auth":{"identity":{"methods":["bitauth"],"bitauth":null}}}
            payload a text               | {"auth":{"identity":{"methods":["bitauth"],"bitauth":"SIN"}}}
            payload a list               | {"auth":{"identity":{"methods":["bitauth"],"bitauth":["SIN"]}}}
            payload empty                | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{}}}}
            identity member a number     | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":5}}}}
            identity member null         | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":null}}}}
            identity member a list       | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":["SIN"]}}}}
            identity of no form          | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":"alice"}}}}
            identity empty               | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":""}}}}
            identity with a line end     | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":"SIN\\n"}}}}
            identity of wrong checksum   | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":"Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDy"}}}}
            another member of a payload  | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":"SIN","wallet":"x"}}}}
            identity and answer          | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"identity":"SIN","public_key":"x","challenge":"x","signature":"x"}}}}
            answer and address           | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"address":"x","public_key":"x","challenge":"x","signature":"x"}}}}
            answer without signature     | {"auth":{"identity":{"methods":["bitauth"],"bitauth":{"public_key":"x","challenge":"x"}}}}
            token without id             | {"auth":{"identity":{"methods":["token"],"token":{}}}}
            token id a number            | {"auth":{"identity":{"methods":["token"],"token":{"id":1}}}}
            credential without secret    | {"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"ac-svc"}}}}
            credential secret a list     | {"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"ac-svc","secret":["x"]}}}}
            credential by name           | {"auth":{"identity":{"methods":["application_credential"],"application_credential":{"name":"robot","user":{"id":"u-svc"},"secret":"x"}}}}
            """)
    void refusesMembersThatAreMissingOrOfAnotherType(String fault, String body) {
        AnswerForm.checkError(post(body), 400);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            null                     | null
            another text             | "project"
            an empty text            | ""
            a list                   | ["unscoped"]
            true                     | true
            no member                | {}
            another member           | {"OS-TRUST:trust":{"id":"x"}}
            project and domain       | {"project":{"id":"p-demo"},"domain":{"id":"default"}}
            project and system       | {"project":{"id":"p-demo"},"system":{"all":true}}
            project and unscoped     | {"project":{"id":"p-demo"},"unscoped":{}}
            project a text           | {"project":"p-demo"}
            project null             | {"project":null}
            project empty            | {"project":{}}
            project id a number      | {"project":{"id":1}}
            project id null          | {"project":{"id":null}}
            project id empty         | {"project":{"id":""}}
            project id with a space  | {"project":{"id":"p demo"}}
            project id with a line   | {"project":{"id":"p-demo\\nNonce: x"}}
            project id of 65         | {"project":{"id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}
            project without domain   | {"project":{"name":"demo"}}
            project domain a text    | {"project":{"name":"demo","domain":"Default"}}
            project domain empty     | {"project":{"name":"demo","domain":{}}}
            project domain id null   | {"project":{"name":"demo","domain":{"id":null}}}
            project name a list      | {"project":{"name":["demo"],"domain":{"id":"default"}}}
            project name empty       | {"project":{"name":"","domain":{"id":"default"}}}
            project name of 65       | {"project":{"name":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","domain":{"id":"default"}}}
            half a surrogate pair    | {"project":{"name":"\\ud83d","domain":{"id":"default"}}}
            domain a text            | {"domain":"default"}
            domain empty             | {"domain":{}}
            domain id with a slash   | {"domain":{"id":"a/b"}}
            domain name a number     | {"domain":{"name":1}}
            system a text            | {"system":"all"}
            system empty             | {"system":{}}
            system all false         | {"system":{"all":false}}
            system all a text        | {"system":{"all":"true"}}
            """)
    void refusesScopesOfNoForm(String fault, String scope) {
        String body =
                "{\"auth\":{\"identity\":{\"methods\":[\"bitauth\"],\"bitauth\":{\"identity\":\"SIN\"}},\"scope\":";
        AnswerForm.checkError(post(body + scope + "}}"), 400);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no method      | []
            unknown        | ["password"]
            upper case     | ["Bitauth"]
            two methods    | ["bitauth","token"]
            one twice      | ["bitauth","bitauth"]
            empty name     | [""]
            named methods  | ["methods"]
            line breaks    | ["a\\nb"]
            """)
    void refusesEverythingButOneKnownMethodAndNamesThem(String fault, String methods) {
        RawResponse answer =
                post("{'auth':{'identity':{'methods':METHODS,'bitauth':{'identity':'SIN'},'token':{'id':'x'}}}}"
                        .replace('\'', '"')
                        .replace("METHODS", methods));

        String id = AnswerForm.checkError(answer, 401);
        assertThat(json(answer).at("/error/message").textValue())
                .isEqualTo("Attempted to authenticate with an unsupported method.");
        assertThat(json(answer).at("/error/identity"))
                .hasToString("{\"methods\":[\"bitauth\",\"token\",\"application_credential\"]}");
        assertThat(cloud.lastEvent().outcome()).isEqualTo("unsupported_method");
        assertThat(cloud.lastEvent().requestId()).isEqualTo(id);
        assertThat(cloud.lastEvent().detail()).isPrintable().hasSizeLessThan(200);
    }

    @Test
    void refusesManyMethodsWithAShortDetail() {
        String many = "[" + "\"secret-text\",".repeat(5_000) + "\"bitauth\"]";
        AnswerForm.checkError(post("{\"auth\":{\"identity\":{\"methods\":" + many + "}}}"), 401);
        assertThat(cloud.lastEvent().detail()).hasSizeLessThan(200);
    }

    @Test
    void refusesWhatIsLongerThanTheHandlerReads() {
        assertThat(new KeystoneHandler(cloud.bridge).maxBodyBytes()).isEqualTo(MAX_BODY);
        String good = LoginJson.second(ALICE, cloud.challenge(ALICE.sin(), DEMO), DEMO)
                .toString();

        AnswerForm.checkError(post(" ".repeat(200 * 1024)), 413);
        AnswerForm.checkError(post(good + " ".repeat(MAX_BODY + 1 - good.length())), 413);
        DemoCloud.secret(post(good + " ".repeat(MAX_BODY - good.length())));
    }

    @Test
    void neverRepeatsTheValuesOfARequest() {
        for (String body : List.of(
                "{'auth':{'identity':{'methods':['bitauth'],'bitauth':{'identity':'very-secret-text'}}}}",
                "{'auth':{'identity':{'methods':['token'],'token':{'id':'very-secret-text'}}}}",
                "{'auth':{'identity':{'methods':['very-secret-text']}}}",
                "{'auth':{'identity':{'methods':['bitauth'],'bitauth':{'very-secret-text':1}}}}",
                "{'auth':{'identity':{'methods':['bitauth'],'bitauth':"
                        + "{'public_key':'very-secret-text','challenge':'x','signature':'very-secret-text'}}}}",
                "{'auth':{'identity':{'methods':['application_credential'],'application_credential':"
                        + "{'id':'ac-svc','secret':'very-secret-text'}}}}")) {
            RawResponse answer = post(body.replace('\'', '"'));
            assertThat(answer.status()).isBetween(400, 401);
            assertThat(answer.text()).doesNotContain("very-secret-text");
        }
        assertThat(cloud.events).hasSize(6).noneMatch(event -> event.detail().contains("very-secret-text"));
    }

    private RawResponse post(String body) {
        return cloud.post(body.replace("SIN2", DemoCloud.BOB.sin().value())
                .replace("SIN", ALICE.sin().value()));
    }
}
