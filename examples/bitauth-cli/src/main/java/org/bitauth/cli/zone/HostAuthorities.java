package org.bitauth.cli.zone;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.SshPublicKey;

/**
 * The keys that sign host keys of one zone: what a cloud publishes below {@code /ssh/known-hosts}.
 *
 * @param zone whose hosts they are believed about, and no others
 * @param keys one, or more while they rotate
 */
public record HostAuthorities(HostZone zone, List<SshPublicKey> keys) {
    private static final int MOST_CHARACTERS = 4096;
    private static final int MOST_KEYS = 8;
    private static final int LONGEST_ZONE = 100; // a certificate's file is named after login, instance and zone
    private static final Pattern LINE = Pattern.compile("@cert-authority \\*\\.(\\S{1,255}) (ssh-ed25519 \\S{1,255})");

    /** Copies the list. */
    public HostAuthorities {
        keys = List.copyOf(keys);
    }

    /**
     * Reads the lines. There is one form: the marker {@code @cert-authority}, the pattern {@code *.ZONE}, an Ed25519 key.
     * Other markers, further patterns, comments and blank lines are refused.
     *
     * @param text lines of sshd(8)'s SSH_KNOWN_HOSTS form
     * @return what they say
     * @throws MalformedException if they have another form or name two zones
     */
    public static HostAuthorities parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new MalformedException("known hosts must have at most " + MOST_CHARACTERS + " characters");
        }
        List<HostZone> zones = new ArrayList<>();
        List<SshPublicKey> keys = new ArrayList<>();
        for (String line : text.replaceFirst("\n$", "").split("\n", -1)) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new MalformedException(
                        "known hosts must be lines '@cert-authority *.ZONE ssh-ed25519 KEY', nothing else");
            }
            zones.add(new HostZone(parts.group(1)));
            keys.add(SshPublicKey.parse(parts.group(2)));
        }
        if (keys.size() > MOST_KEYS || zones.stream().distinct().count() != 1) {
            throw new MalformedException("known hosts must be of one zone and at most " + MOST_KEYS + " keys");
        }
        if (zones.get(0).name().length() > LONGEST_ZONE) {
            throw new MalformedException("zone must have at most " + LONGEST_ZONE + " characters here");
        }
        return new HostAuthorities(zones.get(0), keys);
    }

    /**
     * Tells whether a cloud may say this by its own name: the zone is the host of its URL or below it.
     *
     * @param cloud the cloud's URL
     * @return whether the zone is the cloud's own
     */
    public boolean areOf(URI cloud) {
        String host = Objects.requireNonNullElse(cloud.getHost(), "").toLowerCase(Locale.ROOT);
        return !host.isEmpty() && ("." + zone.name()).endsWith("." + host);
    }

    /**
     * The lines for {@code UserKnownHostsFile}, written anew from what was read.
     *
     * @return one for each key, without line ends
     */
    public List<String> lines() {
        return keys.stream()
                .map(key -> "@cert-authority " + zone.pattern() + " " + key.line())
                .toList();
    }
}
