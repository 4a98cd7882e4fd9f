package org.bitauth.ssh;

import java.util.Locale;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;

/**
 * The DNS domain of a cloud's instances, such as {@code i.cloud.example}: host certificates name hosts in it, and clients
 * trust the host CA for nothing else.
 *
 * @param name at least two labels, lower case, no address
 */
public record HostZone(String name) {
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern NAME = Pattern.compile("(?:" + LABEL + "\\.)+(?=[^.]*[a-z])" + LABEL);
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?");
    private static final int LONGEST = 180;

    /**
     * Checks the name.
     *
     * @throws MalformedException if it has another form: {@code *} and a top-level domain are no zones
     */
    public HostZone {
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            throw new MalformedException(
                    "zone must be a domain of two or more lower-case labels and at most " + LONGEST + " characters");
        }
    }

    /**
     * The name of an instance's host.
     *
     * @param instance the instance, {@code [A-Za-z0-9._-]{1,64}}, its ends letters or digits
     * @return {@code <instance>.<zone>} in lower case, as ssh looks it up
     * @throws MalformedException if the instance has another form
     */
    public String host(String instance) {
        if (!INSTANCE.matcher(instance).matches() || instance.contains("..")) {
            throw new MalformedException("instance must be a host name's first part, of [A-Za-z0-9._-]{1,64}");
        }
        return instance.toLowerCase(Locale.ROOT) + "." + name;
    }

    /**
     * The hosts that a client trusts the host CA for.
     *
     * @return {@code *.<zone>}
     */
    public String pattern() {
        return "*." + name;
    }

    @Override
    public String toString() {
        return name;
    }
}
