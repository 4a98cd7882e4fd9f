package org.bitauth.ssh.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files of sshd's configuration as they are to be: its own one, and the one that is bitauth's alone. */
record SshdPlan(Map<String, String> files) {
    private static final String NONE = "none";

    SshdPlan {
        files = Map.copyOf(files);
    }

    /** As they were before any set-up, with the changes that others made since. */
    static SshdPlan without(HostRoot root) throws IOException, RefusedException {
        String main = root.read(SshdBlock.MAIN_FILE)
                .orElseThrow(() -> new RefusedException(SetupRefusal.NO_SSHD, SshdBlock.MAIN_FILE + " must be there"));
        String own = root.read(SshdBlock.OWN_FILE).orElse("");
        return new SshdPlan(
                Map.of(SshdBlock.MAIN_FILE, SshdBlock.without(main), SshdBlock.OWN_FILE, SshdBlock.without(own)));
    }

    /** With our lines, if sshd says that it takes them and that nothing else is overridden. */
    static SshdPlan with(HostRoot root, SshdProgram sshd, List<String> lines, List<String> further)
            throws IOException, RefusedException {
        Map<String, String> files = new HashMap<>(without(root).files());
        requireFree(sshd.effective(root, files), lines);
        List<String> all = new ArrayList<>(further); // first, where the instance's script puts it
        all.addAll(lines);
        boolean own = SshdBlock.readsOwnFile(files.getOrDefault(SshdBlock.MAIN_FILE, ""));
        String place = own ? SshdBlock.OWN_FILE : SshdBlock.MAIN_FILE;
        files.put(place, SshdBlock.in(files.getOrDefault(place, ""), all));
        requireTaken(sshd.effective(root, files), lines);
        return new SshdPlan(files);
    }

    /** Whether nothing is to be done. */
    boolean isDone(HostRoot root) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (!root.read(file.getKey()).orElse("").equals(file.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Makes the folders that {@link #write} needs. */
    void makeFolders(SetupJournal journal) throws IOException {
        if (!files.getOrDefault(SshdBlock.OWN_FILE, "").isEmpty()) {
            journal.makeFolders(SshdBlock.OWN_FILE);
        }
    }

    void write(SetupJournal journal) throws IOException {
        journal.rewrite(SshdBlock.MAIN_FILE, files.getOrDefault(SshdBlock.MAIN_FILE, ""));
        String own = files.getOrDefault(SshdBlock.OWN_FILE, "");
        if (own.isEmpty()) {
            journal.delete(SshdBlock.OWN_FILE);
        } else {
            journal.rewrite(SshdBlock.OWN_FILE, own);
        }
    }

    private static void requireFree(Map<String, String> effective, List<String> lines) throws RefusedException {
        for (String line : lines) {
            String value = effective.getOrDefault(keyword(line), NONE);
            if (!value.equals(NONE) && !value.equals(value(line))) {
                throw new RefusedException(
                        SetupRefusal.TAKEN,
                        "sshd has " + keyword(line) + " " + value + " already, which would be overridden");
            }
        }
    }

    private static void requireTaken(Map<String, String> effective, List<String> lines) throws RefusedException {
        for (String line : lines) {
            if (!value(line).equals(effective.get(keyword(line)))) {
                throw new RefusedException(SetupRefusal.TAKEN, "sshd does not take the line " + line);
            }
        }
        if (!"yes".equals(effective.get("pubkeyauthentication"))) {
            throw new RefusedException(SetupRefusal.TAKEN, "sshd must take keys: PubkeyAuthentication yes");
        }
    }

    private static String keyword(String line) {
        return line.substring(0, line.indexOf(' ')).toLowerCase(Locale.ROOT);
    }

    private static String value(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }
}
