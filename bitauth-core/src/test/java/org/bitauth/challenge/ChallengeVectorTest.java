package org.bitauth.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bitauth.CheckedInVectors;
import org.bitauth.SetClock;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.Test;

/** Runs {@code vectors/challenges.json} by what stands in the file alone, as another implementation would. */
class ChallengeVectorTest {
    private final JsonNode file = CheckedInVectors.read("challenges.json");

    @Test
    void judgesEveryCaseAsTheFileSays() {
        for (JsonNode vector : file.get("cases")) {
            assertThat(outcome(vector)).as(text(vector, "name")).isEqualTo(text(vector, "outcome"));
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
                                Stream.of(ChallengeRejection.values()).map(Enum::name))
                        .toList())
                .containsEntry("accepted", 5)
                .containsEntry("MALFORMED", 24);
        assertThat(names.values()).containsOnly(1);
    }

    @Test
    void theFileIsTheOneThatIsMadeHere() {
        JsonNode made = ChallengeVectors.make();

        assertThat(CheckedInVectors.text("challenges.json", made)).isEqualTo(CheckedInVectors.print(made));
    }

    private String outcome(JsonNode vector) {
        SetClock clock = new SetClock(Instant.parse(text(vector, "remembering_since")));
        InMemoryReplayGuard guard = new InMemoryReplayGuard(10, clock);
        clock.set(Instant.parse(text(vector, "now")));
        for (JsonNode nonce : vector.get("used")) {
            guard.claim("challenge " + nonce.textValue(), clock.instant().plusSeconds(600));
        }
        Challenges challenges = Challenges.builder(URI.create(text(file, "cloud")))
                .shared(MacKeys.of(macKey(0), macKey(1)), guard)
                .clock(clock)
                .maxSkew(Duration.ofSeconds(file.get("max_skew_seconds").intValue()))
                .build();
        ChallengeAnswer answer = new ChallengeAnswer(
                text(vector, "challenge"),
                Optional.ofNullable(vector.get("public_key")).map(JsonNode::textValue),
                Optional.ofNullable(vector.get("address")).map(JsonNode::textValue),
                text(vector, "signature"));
        return challenges
                .verify(answer, new Ask(text(vector, "ask")))
                .rejected()
                .map(no -> no.reason().name())
                .orElse("accepted");
    }

    private MacKey macKey(int index) {
        JsonNode key = file.get("mac_keys").get(index);
        return MacKey.of(text(key, "id"), HexFormat.of().parseHex(text(key, "key")));
    }

    private static String text(JsonNode node, String member) {
        return node.get(member).textValue();
    }
}
