package org.bitauth.ssh.host;

import java.util.ArrayList;
import java.util.List;
import org.bitauth.MalformedException;
import org.bitauth.ssh.self.AuthorizedKeysProgram;

/**
 * User data for cloud-init that sets an instance up at its first boot: cloud-config as cloud-init 20.4 and newer reads it.
 * Whoever can read the user data can read an enrolment secret in it, until the instance has used it.
 */
public final class CloudConfig {
    private static final String HEAD = "#cloud-config\n";

    /** sshd reads our lines, which are taken away again if it refuses them. */
    private static final String RELOAD =
            line("sshd -t || mv " + SshdBlock.OWN_FILE + " " + SshdBlock.OWN_FILE + ".refused")
                    + line("systemctl reload-or-restart ssh || systemctl reload-or-restart sshd");

    private static final String SOURCE = "/usr/local/src/" + AuthorizedKeysProgram.NAME + ".c";

    private final InstanceProfile profile;

    /**
     * Renders a description.
     *
     * @param profile the instance
     */
    public CloudConfig(InstanceProfile profile) {
        this.profile = profile;
    }

    /**
     * The form for images whose {@code sshd_config} includes {@code /etc/ssh/sshd_config.d/*.conf} (Debian 11, Ubuntu
     * 20.04 and newer). It writes the same files as {@link HostSetup}, starts the timers and has sshd read its lines, which
     * are taken away again if sshd refuses them.
     *
     * @return YAML
     */
    public String files() {
        InstanceFiles description = new InstanceFiles(profile);
        List<SetupFile> files = new ArrayList<>(description.files());
        String record =
                SetupRecord.of(files, List.of(InstanceSetup.PRINCIPALS_FOLDER)).text();
        files.add(new SetupFile(SetupRecord.FILE, SetupFile.PUBLIC, record, SetupFile.Rule.ALWAYS));
        files.add(new SetupFile(
                SshdBlock.OWN_FILE, SetupFile.PUBLIC, SshdBlock.of(description.sshdLines()), SetupFile.Rule.ALWAYS));
        StringBuilder text = new StringBuilder(HEAD + writeFiles(files) + "runcmd:\n");
        List<String> timers = description.timers();
        if (!timers.isEmpty()) {
            text.append("  - [systemctl, daemon-reload]\n");
            text.append("  - [systemctl, enable, --now, ")
                    .append(String.join(", ", timers))
                    .append("]\n");
        }
        return text + RELOAD;
    }

    /**
     * The form that leaves sshd's configuration alone: a line for the {@code authorized_keys} of the image's own user.
     * Nothing is revoked on such an instance before its certificate ends.
     *
     * @return YAML
     * @throws MalformedException if the instance has another number of logins than one
     */
    public String authorizedKeys() {
        if (profile.owners().size() != 1) {
            throw new MalformedException(
                    "cloud-init's authorized keys are for one login, that of the image's own user");
        }
        String login = profile.owners().keySet().iterator().next();
        StringBuilder text = new StringBuilder(HEAD + "ssh_authorized_keys:\n");
        for (String line : new InstanceFiles(profile).authorizedKeys(login)) {
            text.append("  - ").append(quote(line)).append('\n');
        }
        return text.toString();
    }

    /**
     * The form for owners who write their certificates by themselves, on Debian and Ubuntu: the instance installs a
     * compiler and builds the program that sshd asks. OpenSSH 9.1 or newer.
     *
     * @param instance the instance
     * @return YAML
     */
    public static String selfCertified(SelfCertifiedInstance instance) {
        List<SetupFile> files = new ArrayList<>(instance.files());
        files.add(new SetupFile(SOURCE, SetupFile.PUBLIC, AuthorizedKeysProgram.source(), SetupFile.Rule.ALWAYS));
        files.add(new SetupFile(
                SshdBlock.OWN_FILE, SetupFile.PUBLIC, SshdBlock.of(instance.sshdLines()), SetupFile.Rule.ALWAYS));
        ServiceAccount account = new ServiceAccount(AuthorizedKeysProgram.ACCOUNT);
        return HEAD + "packages: [gcc, libc6-dev, libssl-dev]\n" + writeFiles(files) + "runcmd:\n"
                + line("useradd " + String.join(" ", account.arguments()))
                + line("chgrp " + account.name() + " " + AuthorizedKeysProgram.FOLDER + " && chmod 750 "
                        + AuthorizedKeysProgram.FOLDER)
                + line("cd /usr/local/src && " + String.join(" ", AuthorizedKeysProgram.command())
                        + " && install -m 0755 " + AuthorizedKeysProgram.NAME + " " + AuthorizedKeysProgram.PATH)
                + RELOAD;
    }

    private static String writeFiles(List<SetupFile> files) {
        StringBuilder text = new StringBuilder("write_files:\n");
        for (SetupFile file : files) {
            text.append("  - path: ").append(quote(file.path())).append('\n');
            text.append("    permissions: ").append(quote(file.octalMode())).append('\n');
            text.append("    content: ").append(block(file.content()));
        }
        return text.toString();
    }

    private static String line(String command) {
        return "  - " + quote(command) + "\n";
    }

    /** A scalar in single quotes, in which nothing but the quote itself means anything. */
    private static String quote(String text) {
        if (!text.matches("[ -~]*")) {
            throw new IllegalArgumentException("text must be one line of ASCII");
        }
        return "'" + text.replace("'", "''") + "'";
    }

    /** Whole lines as they stand, in which nothing means anything. */
    private static String block(String text) {
        if (text.isEmpty()) {
            return "''\n";
        }
        if (!text.matches("[!-~][ -~]*\n([ -~]*\n)*") || text.endsWith("\n\n")) {
            throw new IllegalArgumentException("text must be lines of ASCII that begin and end with one");
        }
        return "|\n" + text.replaceAll("(?m)^(?=.)", "      ");
    }
}
