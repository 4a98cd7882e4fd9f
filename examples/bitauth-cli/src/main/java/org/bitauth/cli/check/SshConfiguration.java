package org.bitauth.cli.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.cli.zone.ZoneFolder;

/**
 * What ssh makes of its configuration for one target ({@code ssh -G}).
 *
 * @param target where to
 * @param values what ssh says, by keyword in lower case
 */
record SshConfiguration(SshTarget target, Map<String, List<String>> values) {
    private static final String SUBJECT = "configuration";

    /** Asks ssh, which also gets a certificate if the block of {@code bitauth ssh config} is there. */
    static Program.Ended ask(SshTarget target, Duration patience) {
        return Program.run(patience, target.ssh(List.of("-T", "-G")));
    }

    static SshConfiguration of(SshTarget target, String answer) {
        Map<String, List<String>> values = new HashMap<>();
        for (String line : answer.split("\n", -1)) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                values.computeIfAbsent(line.substring(0, blank), word -> new ArrayList<>())
                        .add(line.substring(blank + 1));
            }
        }
        return new SshConfiguration(target, values);
    }

    /** The first value of a keyword, empty without one. */
    String first(String keyword) {
        return values.getOrDefault(keyword, List.of("")).get(0);
    }

    /** The name that ssh looks for in known hosts, and in the certificate of a host. */
    String hostKeyName() {
        String alias = first("hostkeyalias");
        return alias.isEmpty() || alias.equals("none") ? first("hostname") : alias;
    }

    /** Whether ssh goes through another host or program, so that nobody else gets at the host's port. */
    boolean hasProxy() {
        return List.of("proxycommand", "proxyjump").stream()
                .anyMatch(word -> !first(word).isEmpty() && !first(word).equals("none"));
    }

    /** The folder of the zone, if ssh trusts the hosts that are known there. */
    Optional<ZoneFolder> folder() {
        Path known = Path.of(first("userknownhostsfile"));
        return Optional.ofNullable(known.getParent())
                .filter(Path::isAbsolute)
                .filter(folder -> Files.exists(folder.resolve("settings")))
                .map(ZoneFolder::new);
    }

    Finding finding(Program.Ended answer) {
        if (answer.exitCode() != 0) {
            return Finding.missing(SUBJECT, "ssh does not read it: " + answer.lastWord());
        }
        Optional<ZoneFolder> folder = folder();
        if (folder.isEmpty()) {
            return Finding.missing(
                    SUBJECT,
                    "no block of 'bitauth ssh config' applies to " + target.host()
                            + ": put it at the top of ~/.ssh/config, and give the host's whole name");
        }
        Path zone = folder.get().path();
        if (!has("certificatefile", zone + "/certificates/") || !has("identityfile", zone + "/id")) {
            return Finding.missing(SUBJECT, "the block is not whole: print it anew by 'bitauth ssh config'");
        }
        if (!List.of("true", "yes").contains(first("stricthostkeychecking"))) {
            return Finding.missing(
                    SUBJECT,
                    "StrictHostKeyChecking is " + first("stricthostkeychecking")
                            + ", set before the block: put the block at the top of ~/.ssh/config");
        }
        return Finding.ok(SUBJECT, "the block of " + zone + " applies to " + target.text());
    }

    private boolean has(String keyword, String begin) {
        return values.getOrDefault(keyword, List.of()).stream().anyMatch(value -> value.startsWith(begin));
    }
}
