package org.bitauth.cli.zone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The block of {@code ~/.ssh/config} for one zone.
 *
 * <p>ssh puts the host and the login into the {@code exec} command as they are (CVE-2023-51385, CVE-2025-61984), and runs
 * it by the user's login shell. So they stand in single quotes, and names with a single quote or a backslash, which ends
 * a quoted word in some shells, do not come that far, whatever the age of ssh. {@code originalhost} is what the user
 * typed: unlike {@code host} it does not change where the user gives an instance a {@code HostName} of his own.
 *
 * <p>The trust in host keys does not hang on the command: it stands in a {@code Match} of its own, so a command that
 * fails cannot make ssh ask the user about a host key. {@code Match all} ends the block, so what follows is not in it.
 */
public final class ConfigBlock {
    private static final String NO_QUOTES = ",!*'*,!*\\*";

    private ConfigBlock() {}

    /**
     * Writes the block.
     *
     * @param settings what the folder is for
     * @param authorities who signs host keys
     * @param folder the zone's folder
     * @param fresh the program {@code bitauth-ssh-fresh}, absolute
     * @return lines
     * @throws org.bitauth.MalformedException if a path cannot stand in a shell's quotes
     */
    public static List<String> of(Settings settings, HostAuthorities authorities, ZoneFolder folder, Path fresh) {
        String pattern = settings.zone().pattern();
        List<String> lines = new ArrayList<>();
        lines.add("# Instances of " + settings.cloud() + ": their host keys must be signed by");
        authorities.lines().forEach(line -> lines.add("# " + line));
        lines.add("Match originalhost \"" + pattern + NO_QUOTES + "\" user \"*" + NO_QUOTES + "\" exec \"'"
                + PlainPath.of(fresh) + "' '" + folder.path() + "' '%n' '%r'\"");
        lines.add("Match originalhost \"" + pattern + "\"");
        lines.add("    IdentityFile \"" + folder.sshKey() + "\"");
        lines.add("    CertificateFile \"" + folder.certificates() + "/%r@%n\"");
        lines.add("    IdentitiesOnly yes");
        lines.add("    UserKnownHostsFile \"" + folder.knownHosts() + "\"");
        lines.add("    StrictHostKeyChecking yes");
        lines.add("    UpdateHostKeys no");
        lines.add("Match all");
        return List.copyOf(lines);
    }
}
