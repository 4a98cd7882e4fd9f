package org.bitauth.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bitauth.CheckedInVectors;
import org.bitauth.SetClock;
import org.bitauth.statement.StatementKind.Field;
import org.bitauth.statement.StatementKind.Slot;
import org.junit.jupiter.api.Test;

/** Runs {@code vectors/statements.json} by what stands in the file alone, as another implementation would. */
class StatementVectorTest {
    private final JsonNode file = CheckedInVectors.read("statements.json");

    @Test
    void judgesEveryCaseAsTheFileSays() {
        Map<String, StatementKind> kinds = kinds();
        for (JsonNode vector : file.get("cases")) {
            assertThat(outcome(vector, kinds)).as(text(vector, "name")).isEqualTo(text(vector, "outcome"));
        }
    }

    @Test
    void theFileHasACaseForEveryReasonAndNoNameTwice() {
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<String, Integer> names = new TreeMap<>();
        for (JsonNode vector : file.get("cases")) {
            outcomes.merge(text(vector, "outcome"), 1, Integer::sum);
            names.merge(text(vector, "name"), 1, Integer::sum);
        }

        assertThat(outcomes)
                .containsOnlyKeys(Stream.concat(
                                Stream.of("accepted"),
                                Stream.of(StatementRejection.values()).map(Enum::name))
                        .toList())
                .containsEntry("accepted", 7)
                .containsEntry("MALFORMED", 41);
        assertThat(names.values()).containsOnly(1);
    }

    @Test
    void theFileIsTheOneThatIsMadeHere() {
        JsonNode made = StatementVectors.make();

        assertThat(CheckedInVectors.text("statements.json", made)).isEqualTo(CheckedInVectors.print(made));
    }

    private String outcome(JsonNode vector, Map<String, StatementKind> kinds) {
        StatementVerifier verifier = StatementVerifier.builder(URI.create(text(file, "cloud")))
                .clock(new SetClock(Instant.parse(text(vector, "now"))))
                .maxSkew(Duration.ofSeconds(file.get("max_skew_seconds").intValue()))
                .build();
        List<StatementSignature> signatures = new ArrayList<>();
        for (JsonNode signature : vector.get("signatures")) {
            signatures.add(new StatementSignature(text(signature, "public_key"), text(signature, "signature")));
        }
        StatementKind kind = Objects.requireNonNull(kinds.get(text(vector, "kind")));
        return verifier.verify(new SignedStatement(text(vector, "text"), signatures), kind)
                .rejected()
                .map(no -> no.reason().name())
                .orElse("accepted");
    }

    /** The kinds as the file describes them. */
    private Map<String, StatementKind> kinds() {
        Map<String, StatementKind> kinds = new HashMap<>();
        file.get("kinds").properties().forEach(entry -> {
            List<Field> fields = StreamSupport.stream(
                            entry.getValue().get("fields").spliterator(), false)
                    .map(field -> new Field(text(field, "name"), Slot.valueOf(text(field, "type"))))
                    .toList();
            boolean longLived = fields.get(fields.size() - 1).name().equals("Not-After");
            List<Field> own = fields.subList(2, fields.size() - (longLived ? 1 : 3));
            StatementKind kind = StatementKind.of(entry.getKey(), own.toArray(Field[]::new));
            kind = longLived ? kind.withNotAfter() : kind;
            kind = entry.getValue().has("second_signer")
                    ? kind.withSecondSigner(text(entry.getValue(), "second_signer"))
                    : kind;
            assertThat(kind.fields()).isEqualTo(fields);
            kinds.put(entry.getKey(), kind);
        });
        return kinds;
    }

    private static String text(JsonNode node, String member) {
        return node.get(member).textValue();
    }
}
