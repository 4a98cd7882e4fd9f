package org.bitauth.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bitauth.MalformedException;
import org.bitauth.challenge.AskKind;
import org.junit.jupiter.api.Test;

/** Every kind of ask in this repository: its lines are read back as they were written, and by no other kind. */
class AsksTest {
    private static final String FINGERPRINT = "SHA256:uNiVztksCsDhcc0u9e8BrrQ5/XVrS+bv4nmvmKBnTxA";

    private final Map<String, AskKind> kinds = kinds();

    @Test
    void knowsTheKindsOfAllModules() {
        assertThat(kinds)
                .containsKeys(
                        "sign in",
                        "token, unscoped",
                        "token for project {} in domain {}",
                        "token for project {} in domain id {}",
                        "SSH certificate for {} as {} on {}")
                .hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void noLineIsOfTwoKindsWhateverItsValues() {
        List<String> values = values();
        int lines = 0;
        for (AskKind kind : kinds.values()) {
            for (List<String> some : choices(values, kind.toString().split("\\{\\}", -1).length - 1)) {
                Optional<String> line = line(kind, some);
                if (line.isEmpty()) {
                    continue;
                }
                lines++;
                for (AskKind other : kinds.values()) {
                    assertThat(other.read(line.get()))
                            .as("'%s' read as '%s'", line.get(), other)
                            .isEqualTo(other == kind ? Optional.of(some) : Optional.empty());
                }
            }
        }

        assertThat(lines).isGreaterThan(2_000);
    }

    /** Each word and each beginning and end of a template, as a name could spell them. */
    private List<String> values() {
        List<String> values =
                new ArrayList<>(List.of(FINGERPRINT, "a\" in domain \"b", "\\", "\"", "é", ",", " ", "{}"));
        for (String template : kinds.keySet()) {
            String[] words = template.split(" ", -1);
            for (int i = 0; i < words.length; i++) {
                values.add(words[i]);
                values.add(String.join(" ", Arrays.copyOfRange(words, i, words.length)));
                values.add(String.join(" ", Arrays.copyOfRange(words, 0, i + 1)));
            }
        }
        return values.stream().distinct().toList();
    }

    private static List<List<String>> choices(List<String> values, int count) {
        if (count == 0) {
            return List.of(List.of());
        }
        // The third value of a line is one of a few, so that there are not too many of them.
        List<String> first = count > 2 ? List.of(FINGERPRINT, "id", "in", "as", "on") : values;
        return choices(values, count - 1).stream()
                .flatMap(rest -> first.stream().map(value -> join(value, rest)))
                .toList();
    }

    private static List<String> join(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    private static Optional<String> line(AskKind kind, List<String> values) {
        try {
            return Optional.of(kind.ask(values.toArray(String[]::new)).line());
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** The constants of every class of the three modules, by their template. */
    private static Map<String, AskKind> kinds() {
        Map<String, AskKind> kinds = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.bitauth").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(AskKind.class))
                        .map(field -> field.reflect())
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .map(AsksTest::value)
                        .forEach(kind -> assertThat(kinds.put(kind.toString(), kind))
                                .as(kind.toString())
                                .isNull());
        return kinds;
    }

    private static AskKind value(Field field) {
        try {
            field.setAccessible(true);
            return (AskKind) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
