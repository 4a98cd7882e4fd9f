package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The two headers' forms beside the same forms as patterns. */
class SignatureFormTest {
    private static final Pattern INPUT = Pattern.compile("bitauth=\\(\"@method\" \"@target-uri\" \"content-digest\""
            + "( \"x-auth-token\")?( \"x-subject-token\")?\\);created=([1-9][0-9]{9});expires=([1-9][0-9]{9})"
            + ";nonce=\"([A-Za-z0-9_-]{22,86})\";keyid=\"(0[23][0-9a-f]{64})\";tag=\"bitauth-2\"");
    private static final Pattern SIGNATURE = Pattern.compile("bitauth=:([A-Za-z0-9+/]{85}[AQgw]==):");
    private static final String STRANGE = "\0\n\r\t \"=;:-_+/.0123456789abfgzAFGZ\u007f\u0080\u0130\u0660\uff11";

    private final Random random = new Random(9421);

    @Test
    void inputIsReadAsByThePatternForSeed9421() {
        for (String nonce : new String[] {"n".repeat(21), "n".repeat(22), "-_".repeat(43), "n".repeat(87)}) {
            compare(
                    new RequestForge().nonce(nonce).authToken("a").sign().header("Signature-Input"),
                    text -> INPUT.matcher(text).matches(),
                    text -> SignatureParameters.parse(text).isPresent());
            compare(
                    new RequestForge().nonce(nonce).subjectToken("a").sign().header("Signature-Input"),
                    text -> INPUT.matcher(text).matches(),
                    text -> SignatureParameters.parse(text).isPresent());
        }
    }

    @Test
    void signatureIsReadAsByThePatternForSeed9421() {
        SentRequest sent = new RequestForge().sign();
        compare(
                sent.header("Signature"),
                text -> SIGNATURE.matcher(text).matches(),
                text -> SignatureHeaders.read(sent.with("Signature", text).raw())
                        .isPresent());
    }

    private void compare(String header, Predicate<String> pattern, Predicate<String> reader) {
        int good = 0;
        for (int length = 0; length <= header.length(); length++) {
            String cut = header.substring(0, length);
            assertThat(reader.test(cut)).as(cut).isEqualTo(pattern.test(cut));
        }
        for (int i = 0; i < 20_000; i++) {
            String changed = changed(header);
            assertThat(reader.test(changed)).as(changed).isEqualTo(pattern.test(changed));
            good += pattern.test(changed) ? 1 : 0;
        }
        assertThat(good).as("changes that make a good header").isPositive();
    }

    /** One or two places are replaced, doubled, left out or swapped with the next. */
    private String changed(String header) {
        StringBuilder text = new StringBuilder(header);
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int at = random.nextInt(text.length() - 1);
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, STRANGE.charAt(random.nextInt(STRANGE.length())));
                case 1 -> text.insert(at, text.charAt(at));
                case 2 -> text.deleteCharAt(at);
                default -> text.insert(at + 2, text.charAt(at)).deleteCharAt(at);
            }
        }
        return text.toString();
    }
}
