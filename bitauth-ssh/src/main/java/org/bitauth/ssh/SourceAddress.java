package org.bitauth.ssh;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;

/**
 * A network that a login may come from, in CIDR form: host bits are zero, since sshd refuses every certificate in which
 * one is set. Immutable.
 */
public final class SourceAddress {
    private static final Pattern V4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]+)(?:/(0|[1-9][0-9]{0,2}))?");

    private final String cidr;

    private SourceAddress(String cidr) {
        this.cidr = cidr;
    }

    /**
     * Reads an address or a network, and clears its host bits. Never asks a name server.
     *
     * @param text for example {@code 192.0.2.7}, {@code 192.0.2.0/24} or {@code 2001:db8::/32}
     * @return the network
     * @throws MalformedException if it is anything else, an IPv4 address inside IPv6 among it
     */
    public static SourceAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw malformed();
        }
        byte[] address = address(form.group(1));
        int bits = form.group(2) == null ? address.length * 8 : Integer.parseInt(form.group(2));
        if (bits > address.length * 8) {
            throw malformed();
        }
        for (int bit = bits; bit < address.length * 8; bit++) {
            address[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        try {
            return new SourceAddress(InetAddress.getByAddress(address).getHostAddress() + "/" + bits);
        } catch (UnknownHostException e) {
            throw malformed();
        }
    }

    private static byte[] address(String literal) {
        boolean v6 = literal.indexOf(':') >= 0;
        if (!(v6 ? V6 : V4).matcher(literal).matches()) {
            throw malformed();
        }
        try {
            // In brackets nothing but a literal is taken, so that no name is looked up.
            InetAddress address = InetAddress.getByName(v6 ? "[" + literal + "]" : literal);
            if (v6 != address instanceof Inet6Address) {
                throw malformed();
            }
            return address.getAddress();
        } catch (UnknownHostException e) {
            throw malformed();
        }
    }

    private static MalformedException malformed() {
        return new MalformedException("source address must be an IPv4 or IPv6 address or network in CIDR form");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceAddress that && cidr.equals(that.cidr);
    }

    @Override
    public int hashCode() {
        return cidr.hashCode();
    }

    /** The CIDR form, as {@code 192.0.2.0/24}. */
    @Override
    public String toString() {
        return cidr;
    }
}
