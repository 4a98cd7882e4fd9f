package org.bitauth.ssh.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mutated requests: no answer is the server's fault. */
class VendordataFuzzTest {
    private static final String BITS = "{}[]\":,\\ \n\u0000nulltrue0e9-\u00e4\ud83d";

    @Test
    void answersEveryBodySeed1() {
        Random random = new Random(1);
        NovaCloud cloud = new NovaCloud();
        Map<Integer, Integer> answers = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String body = mutate(NovaCloud.body(), random);
            int status = cloud.post("/instance", body).status();
            assertThat(status).as(body).isIn(200, 400, 404);
            answers.merge(status, 1, Integer::sum);
        }
        assertThat(answers).containsOnlyKeys(200, 400, 404);
    }

    /** One to three times: a character replaced, inserted or removed, a piece doubled, or the end cut off. */
    private static String mutate(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        for (int times = random.nextInt(3); times >= 0; times--) {
            int at = random.nextInt(out.length() + 1);
            int end = Math.min(out.length(), at + random.nextInt(1, 20));
            char c = BITS.charAt(random.nextInt(BITS.length()));
            switch (random.nextInt(5)) {
                case 0 -> out.replace(at, Math.min(out.length(), at + 1), String.valueOf(c));
                case 1 -> out.insert(at, c);
                case 2 -> out.delete(at, end);
                case 3 -> out.insert(at, out.substring(at, end));
                default -> out.setLength(at);
            }
        }
        return out.toString();
    }
}
