package org.bitauth.keystone.oidc;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.challenge.ChallengeAnswer;

/** An answer as a person carries it to a page: public key and signature, both in hex, with a blank between. */
public final class PastedAnswer {
    private static final Pattern FORM = Pattern.compile("\\s*([0-9a-fA-F]{66})\\s+([0-9a-fA-F]{16,144})\\s*");
    private static final int MAX_LENGTH = 512;

    private PastedAnswer() {}

    /**
     * Writes an answer without its challenge, which the page knows.
     *
     * @param answer the signed challenge of a Bitauth key
     * @return one line
     */
    public static String write(ChallengeAnswer answer) {
        return answer.publicKey().orElseThrow() + " " + answer.signature();
    }

    /** Joins what was pasted with the challenge that the page showed. */
    static ChallengeAnswer read(String pasted, String challenge) {
        Matcher form = FORM.matcher(pasted);
        if (pasted.length() > MAX_LENGTH || !form.matches()) {
            throw new MalformedException("answer must be a public key and a signature in hex, with a blank between");
        }
        return new ChallengeAnswer(challenge, Optional.of(form.group(1)), Optional.empty(), form.group(2));
    }
}
