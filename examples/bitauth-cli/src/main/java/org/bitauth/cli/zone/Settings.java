package org.bitauth.cli.zone;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.ssh.HostZone;

/**
 * What a certificate for an instance of the zone is asked for with. The shell script {@code bitauth-ssh-fresh} reads the
 * same file, so its form is three lines in this order.
 *
 * @param zone where the instances have their names
 * @param cloud the cloud's URL
 * @param key the file of the Bitcoin key, absolute
 */
public record Settings(HostZone zone, URI cloud, Path key) {
    private static final Pattern FORM = Pattern.compile("Zone: (\\S+)\nCloud: (\\S+)\nKey: ([^\n]+)\n");

    /**
     * Checks the path.
     *
     * @throws MalformedException if it holds quotes, percent signs and the like
     */
    public Settings {
        PlainPath.of(key);
    }

    /**
     * Reads the file's content.
     *
     * @param text three lines
     * @return the settings
     * @throws MalformedException if the text has another form
     */
    public static Settings parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new MalformedException("settings must be the three lines that 'bitauth ssh config' writes");
        }
        try {
            return new Settings(new HostZone(parts.group(1)), URI.create(parts.group(2)), Path.of(parts.group(3)));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("settings must name a zone, a URL and a file");
        }
    }

    /**
     * The file's content.
     *
     * @return three lines
     */
    public String text() {
        return "Zone: " + zone.name() + "\nCloud: " + cloud + "\nKey: " + key + "\n";
    }
}
