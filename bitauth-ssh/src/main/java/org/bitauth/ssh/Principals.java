package org.bitauth.ssh;

import org.bitauth.MalformedException;
import org.bitauth.Sin;

/** The principals that certificates carry and instances list. */
public final class Principals {
    private static final String WORD = "[A-Za-z0-9._-]{1,64}";

    private Principals() {}

    /**
     * The principal of one owner for one login on one instance.
     *
     * @param sin the owner
     * @param instance the instance, {@code [A-Za-z0-9._-]{1,64}}
     * @param login the login, {@code [A-Za-z0-9._-]{1,64}}
     * @return {@code sin:<SIN>/<instance>/<login>}
     * @throws MalformedException if instance or login has another form
     */
    public static String of(Sin sin, String instance, String login) {
        return "sin:" + sin + "/" + requireWord(instance) + "/" + requireWord(login);
    }

    static String requireWord(String word) {
        if (!word.matches(WORD)) {
            throw new MalformedException("login and instance must be " + WORD);
        }
        return word;
    }
}
