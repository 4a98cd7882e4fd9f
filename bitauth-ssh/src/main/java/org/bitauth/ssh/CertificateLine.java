package org.bitauth.ssh;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitauth.MalformedException;
import org.bitauth.ssh.internal.WireReader;

/** Reads the line of a certificate. What it reads comes from the network: every length has a bound. */
final class CertificateLine {
    static final int USER = 1;
    static final int HOST = 2;

    private static final int LONGEST = 16_384;
    private static final int MOST_NAMES = 256;

    private CertificateLine() {}

    static SshCertificate read(String line) {
        if (line.length() > LONGEST || !line.strip().matches("[ -~]+")) {
            throw new MalformedException("certificate must be one line of at most " + LONGEST + " ASCII characters");
        }
        String[] words = line.strip().split(" ", 3);
        if (words.length < 2 || !words[0].equals(SshCertificate.TYPE)) {
            throw new MalformedException("certificate must be of type " + SshCertificate.TYPE);
        }
        return fields(decoded(words[1]), line.strip());
    }

    private static SshCertificate fields(byte[] blob, String line) {
        WireReader in = new WireReader(blob);
        if (!in.text().equals(SshCertificate.TYPE)) {
            throw new MalformedException("certificate must name its type twice");
        }
        in.string(); // the CA's nonce
        SshPublicKey subject = SshPublicKey.ofBytes(in.string());
        long serial = in.uint64();
        SshCertificate.Kind kind = kind(in.uint32());
        String keyId = printable(in.text());
        List<String> principals = names(in.string());
        Instant validAfter = time(in.uint64());
        Instant validBefore = time(in.uint64());
        SortedMap<String, String> criticalOptions = options(in.string());
        SortedMap<String, String> extensions = options(in.string());
        in.string(); // reserved
        SshPublicKey authority = SshPublicKey.ofBlob(in.string());
        int signedLength = in.position();
        WireReader signature = new WireReader(in.string());
        in.end();
        String algorithm = signature.text();
        byte[] value = signature.string();
        signature.end();
        if (!algorithm.equals(SshPublicKey.TYPE) || !authority.verifies(blob, signedLength, value)) {
            throw new MalformedException("certificate must be signed by its authority");
        }
        return new SshCertificate(
                kind,
                subject,
                serial,
                keyId,
                principals,
                validAfter,
                validBefore,
                criticalOptions,
                extensions,
                authority,
                line);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("certificate must be base64");
        }
    }

    private static SshCertificate.Kind kind(int number) {
        return switch (number) {
            case USER -> SshCertificate.Kind.USER;
            case HOST -> SshCertificate.Kind.HOST;
            default -> throw new MalformedException("certificate must be a user's or a host's");
        };
    }

    private static List<String> names(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        List<String> names = new ArrayList<>();
        while (in.hasMore()) {
            if (names.size() == MOST_NAMES) {
                throw new MalformedException("certificate must have at most " + MOST_NAMES + " principals");
            }
            names.add(printable(in.text()));
        }
        return names;
    }

    /** Each name once and in lexical order, as PROTOCOL.certkeys demands. */
    private static SortedMap<String, String> options(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        TreeMap<String, String> options = new TreeMap<>();
        while (in.hasMore()) {
            String name = printable(in.text());
            if (!options.isEmpty() && name.compareTo(options.lastKey()) <= 0) {
                throw new MalformedException("certificate must have its options once and in lexical order");
            }
            WireReader data = new WireReader(in.string());
            String value = data.hasMore() ? printable(data.text()) : "";
            data.end();
            options.put(name, value);
        }
        return options;
    }

    /** Seconds of the epoch; what lies beyond a signed number means forever. */
    private static Instant time(long seconds) {
        return seconds < 0 || seconds > Instant.MAX.getEpochSecond() ? Instant.MAX : Instant.ofEpochSecond(seconds);
    }

    private static String printable(String text) {
        if (!text.matches("[ -~]*")) {
            throw new MalformedException("certificate must hold printable text");
        }
        return text;
    }
}
