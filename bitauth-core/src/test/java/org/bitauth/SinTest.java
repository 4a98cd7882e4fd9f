package org.bitauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinTest {
    private static final String ALICE_KEY = "02d7cfea0841ca90c67f5260013e2fadf86c7fe3587c58851e4489736bb8ed5863";
    private static final String ALICE = "Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz";

    @Test
    void isMadeFromTheCompressedKey() {
        assertThat(BitauthPublicKey.ofHex(ALICE_KEY).sin()).isEqualTo(new Sin(ALICE));
    }

    @Test
    void holdsTheHash160OfTheKey() {
        // The generator's HASH160, as BIP 173 prints it.
        Sin sin = new Sin("Tf8DhWM5WDBB1CarpFdonta9YEBJgW1GYAt");

        assertThat(HexFormat.of().formatHex(sin.hash160())).isEqualTo("751e76e8199196d454941c45d1b3a323f1433bd6");
    }

    @Test
    void mayBeginWithTe() {
        assertThat(new Sin("Tex9neDD28ZWxzhoPuSHDLqth44W8iM6hCj").hash160()).hasSize(20);
    }

    @ParameterizedTest(name = "refuses {0}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "the empty text,''",
                "a wrong checksum,TfKbie4inodg6T38MFoK1du24owG7zux48T",
                "two letters that changed places,Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkDzz",
                "type 01,TevG7exRW6TDDdbzGENyh9mkHBS1BKVSPut",
                "type 11,TmMfmQhC7TLdEiYDed6Jnun6sFW8GeZ8ZTH",
                "a Bitcoin address of the same hash,1P4HgsXtxXMrPmTXDwcYaBHWhsPza9kxcE",
                "a hash of 19 bytes,73LcxerKz3rzo6SrhPPGrzJDvsxnyP2k6F",
                "a hash of 21 bytes,32g96EnbRTApsZ3vPSQKQVorbhpAVk2pKCvRK",
                "no hash,8UZg9V69",
                "a 1 in front,1Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz",
                "lower case,tf7unqnxb8sccfoyzscqmb34v2gdetqkzdz",
                "a blank in front, Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz",
                "a blank in place of a letter,Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzD ",
                "letters outside the alphabet,Tf0OIlnxB8SccfoyZScQmb34V2GdEtQkzDz",
                "letters outside ASCII,Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDé",
            })
    void refusesEveryOtherText(String what, String text) {
        assertThatExceptionOfType(MalformedException.class).as(what).isThrownBy(() -> new Sin(text));
    }

    @Test
    void refusesALineBreakAtTheEnd() {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> new Sin(ALICE + "\n"));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> new Sin(ALICE.substring(0, 34) + "\n"));
    }

    @Test
    void handsOutNoBytesOfItsOwn() {
        Sin sin = new Sin(ALICE);
        sin.hash160()[0]++;

        assertThat(sin.hash160()).isEqualTo(new Sin(ALICE).hash160());
    }

    @Test
    void printsItself() {
        assertThat(new Sin(ALICE)).hasToString(ALICE);
    }
}
