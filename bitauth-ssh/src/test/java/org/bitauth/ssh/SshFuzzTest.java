package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.http.Form;
import org.bitauth.ssh.http.SshHandler;
import org.bitauth.ssh.internal.WireReader;
import org.junit.jupiter.api.Test;

/** Mutated input: MalformedException is the only exception, and no answer is the server's fault. */
class SshFuzzTest {
    private static final String BITS = "&=%+ \n\r\t\u0000:/.-_\"\\AZaz09ä";

    @Test
    void parsesOrRefusesKeyLinesSeed1() {
        Random random = new Random(1);
        String line = SshKeyPair.generate().publicKey().line() + " comment";
        int parsed = 0;
        for (int i = 0; i < 20_000; i++) {
            try {
                SshPublicKey key = SshPublicKey.parse(mutate(line, random));
                assertThat(SshPublicKey.parse(key.line())).isEqualTo(key);
                parsed++;
            } catch (MalformedException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThat(parsed).isBetween(1, 19_000);
    }

    @Test
    void parsesOrRefusesKeyFilesSeed2() {
        Random random = new Random(2);
        String file = SshKeyPair.generate().privateKeyFile(SecretAccess.EXPORT);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            try {
                SshKeyPair.parse(mutate(file, random));
            } catch (MalformedException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 4_999);
    }

    @Test
    void readsOrRefusesMessagesSeed3() {
        Random random = new Random(3);
        byte[] blob = SshKeyPair.generate().publicKey().blob();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(blob, random.nextInt(blob.length + 8));
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                WireReader reader = new WireReader(bytes);
                reader.text();
                reader.string();
                reader.end();
            } catch (MalformedException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void answersEveryFormSeed4() {
        Random random = new Random(4);
        TestCloud cloud = new TestCloud();
        SshHandler handler = new SshHandler(cloud.authority);
        BitauthKey key = BitauthKey.generate();
        CertificateRequest request =
                new CertificateRequest(SshKeyPair.generate().publicKey(), "debian", "i-1");
        List<Form> forms = List.of(Form.first(key.sin(), request), Form.second(cloud.answer(key, request), request));
        Map<Integer, Integer> answers = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            Form form = forms.get(i % 2);
            String body = random.nextBoolean()
                    ? mutate(form.body(), random)
                    : mutateOneField(form, random).body();
            RawResponse answer = handler.handle(Form.post(body.getBytes(StandardCharsets.UTF_8)));
            assertThat(answer.status()).as(body).isIn(200, 201, 400, 401);
            answers.merge(answer.status(), 1, Integer::sum);
        }
        assertThat(answers).containsKeys(200, 400, 401);
        assertThat(answers.getOrDefault(201, 0)).isLessThanOrEqualTo(1);
    }

    private static Form mutateOneField(Form form, Random random) {
        List<String> names = List.copyOf(form.fields().keySet());
        String name = names.get(random.nextInt(names.size()));
        return form.with(name, mutate(form.fields().getOrDefault(name, ""), random));
    }

    /** One to three times: a character replaced, inserted or removed, a piece doubled, or the end cut off. */
    private static String mutate(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        for (int times = random.nextInt(3); times >= 0; times--) {
            int at = random.nextInt(out.length() + 1);
            int end = Math.min(out.length(), at + random.nextInt(1, 20));
            char c = random.nextBoolean()
                    ? BITS.charAt(random.nextInt(BITS.length()))
                    : (char) random.nextInt(' ', '~' + 1);
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
