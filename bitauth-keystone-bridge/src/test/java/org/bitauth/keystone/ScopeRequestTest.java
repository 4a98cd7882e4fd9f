package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.bitauth.MalformedException;
import org.bitauth.keystone.ScopeRequest.DomainByReference;
import org.bitauth.keystone.ScopeRequest.ProjectById;
import org.bitauth.keystone.ScopeRequest.ProjectByName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ask lines of docs/protocol.md, section 4, to the byte. */
class ScopeRequestTest {
    private static final DomainReference DEFAULT = DomainReference.ofName("Default");

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of(new ScopeRequest.CloudDefault(), "token, scope left to the cloud"),
                Arguments.of(new ScopeRequest.Unscoped(), "token, unscoped"),
                Arguments.of(new ProjectByName("demo", DEFAULT), "token for project demo in domain Default"),
                Arguments.of(
                        new ProjectByName("demo", DomainReference.ofId("default")),
                        "token for project demo in domain id default"),
                Arguments.of(
                        new ProjectById("5a931738512e42f3bba26fe27fdaeabf"),
                        "token for project id 5a931738512e42f3bba26fe27fdaeabf"),
                Arguments.of(new DomainByReference(DEFAULT), "token for domain Default"),
                Arguments.of(new DomainByReference(DomainReference.ofId("default")), "token for domain id default"),
                Arguments.of(new ScopeRequest.SystemAll(), "token for system all"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("lines")
    void statesEveryScopeInOneLine(ScopeRequest scope, String line) {
        assertThat(scope.ask().line()).isEqualTo(line);
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("demo", "demo"),
                Arguments.of("a.b_c@d:e/f+g-h", "a.b_c@d:e/f+g-h"),
                Arguments.of("0", "0"),
                Arguments.of("ID", "ID"),
                Arguments.of("id", "\"id\""),
                Arguments.of("in domain", "\"in domain\""),
                Arguments.of(" ", "\" \""),
                Arguments.of("demo in domain id default", "\"demo in domain id default\""),
                Arguments.of("say \"hi\"", "\"say \\\"hi\\\"\""),
                Arguments.of("back\\slash", "\"back\\\\slash\""),
                Arguments.of("a,b", "\"a,b\""),
                Arguments.of("~", "\"~\""),
                Arguments.of("line\nend", "\"line\\u000aend\""),
                Arguments.of("\u007f", "\"\\u007f\""),
                Arguments.of("\u0000", "\"\\u0000\""),
                Arguments.of("gr\u00fcn", "\"gr\\u00fcn\""),
                Arguments.of("\u20bf", "\"\\u20bf\""),
                Arguments.of("\ud83d\ude00", "\"\\ud83d\\ude00\""));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("names")
    void quotesNamesThatAreNotPlain(String name, String written) {
        assertThat(new ProjectByName(name, DEFAULT).ask().line())
                .isEqualTo("token for project " + written + " in domain Default");
        assertThat(new ProjectByName("demo", DomainReference.ofName(name)).ask().line())
                .isEqualTo("token for project demo in domain " + written);
        assertThat(new DomainByReference(DomainReference.ofName(name)).ask().line())
                .isEqualTo("token for domain " + written)
                .isPrintable();
    }

    @Test
    void countsCharactersOfNamesAndNotTheirBytes() {
        String longest = "\ud83d\ude00".repeat(64);

        assertThat(new ProjectByName(longest, DEFAULT).ask().line()).contains("\\ud83d\\ude00".repeat(64));
        for (String bad : new String[] {"", longest + "x", "a".repeat(65), "\ud83d", "\ude00\ud83d", "x\udc00"}) {
            refuses(new ProjectByName(bad, DEFAULT));
            refuses(new ProjectByName("demo", DomainReference.ofName(bad)));
            refuses(new DomainByReference(DomainReference.ofName(bad)));
        }
    }

    @Test
    void takesIdsOfTheirFormOnly() {
        assertThat(new ProjectById("a".repeat(64)).ask().line()).endsWith(" " + "a".repeat(64));
        for (String bad : new String[] {"", "a b", "a\n", "\u00e4", "a/b", "a.b", "\"a\"", "a".repeat(65)}) {
            refuses(new ProjectById(bad));
            refuses(new DomainByReference(DomainReference.ofId(bad)));
            refuses(new ProjectByName("demo", DomainReference.ofId(bad)));
        }
    }

    private static void refuses(ScopeRequest scope) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(scope::ask);
    }
}
