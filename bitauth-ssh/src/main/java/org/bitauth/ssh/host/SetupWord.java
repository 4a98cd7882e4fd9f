package org.bitauth.ssh.host;

import java.util.regex.Pattern;
import org.bitauth.MalformedException;

/** The alphabets of the texts that go into an instance's files. */
enum SetupWord {
    /** Also a file's name: no dots alone. */
    NAME("login and instance", "(?!\\.{1,2}\\z)[A-Za-z0-9._-]{1,64}"),
    CLOUD("cloud URL", "https?://[A-Za-z0-9.:\\[\\]-]{1,255}(/[A-Za-z0-9._~/-]{0,255})?"),
    SECRET("enrolment secret", "[A-Za-z0-9._~+/=-]{16,256}");

    private final String what;
    private final Pattern form;

    SetupWord(String what, String form) {
        this.what = what;
        this.form = Pattern.compile(form);
    }

    /** The text itself; a message never repeats it, since it may be a secret. */
    String require(String text) {
        if (!form.matcher(text).matches()) {
            throw new MalformedException(what + " must be " + form);
        }
        return text;
    }
}
