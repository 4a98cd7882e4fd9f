package org.bitauth.ssh.host;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The part of a file of sshd's configuration that the set-up writes: at the top, so that it is in no {@code Match} block
 * and counts before whatever follows, and between two marks, so that taking it away leaves every other byte as it was.
 */
final class SshdBlock {
    static final String MAIN_FILE = "/etc/ssh/sshd_config";
    static final String OWN_FILE = "/etc/ssh/sshd_config.d/10-bitauth.conf";

    private static final String BEGIN = "# BEGIN bitauth: written by host-setup, which overwrites changes in here\n";
    private static final String END = "# END bitauth\n";
    private static final Pattern BLOCK =
            Pattern.compile("^# BEGIN bitauth.*?^# END bitauth\n", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("^# (BEGIN|END) bitauth", Pattern.MULTILINE);
    private static final Pattern OWN_FOLDER =
            Pattern.compile("include\\s+(.*\\s)?\"?(/etc/ssh/)?sshd_config\\.d/\\*\\.conf\"?(\\s.*)?");

    private SshdBlock() {}

    /** The text with these lines, and no older ones of ours. */
    static String in(String text, List<String> lines) throws RefusedException {
        return of(lines) + without(text);
    }

    /** The part alone. */
    static String of(List<String> lines) {
        return BEGIN + String.join("\n", lines) + "\n" + END;
    }

    /** The text as it was before. */
    static String without(String text) throws RefusedException {
        String rest = BLOCK.matcher(text).replaceAll("");
        if (MARK.matcher(rest).find()) {
            throw new RefusedException(
                    SetupRefusal.CHANGED_BY_HAND, "sshd's configuration has one mark of bitauth without the other");
        }
        return rest;
    }

    /** Whether the text has lines of ours. */
    static boolean isIn(String text) {
        return BLOCK.matcher(text).find();
    }

    /** Whether sshd reads the folder of own files, whatever the connection. */
    static boolean readsOwnFile(String main) {
        for (String line : main.split("\n", -1)) {
            String word = line.strip().toLowerCase(Locale.ROOT);
            if (word.matches("match[\\s=].*")) {
                return false;
            }
            if (OWN_FOLDER.matcher(word).matches()) {
                return true;
            }
        }
        return false;
    }
}
