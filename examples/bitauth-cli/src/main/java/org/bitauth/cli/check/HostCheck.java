package org.bitauth.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.cli.zone.HostAuthorities;
import org.bitauth.ssh.SshCertificate;

/** Whether a host answers, and shows a key that was signed for its name. */
final class HostCheck {
    private static final int LONGEST_BANNER = 255; // RFC 4253, section 4.2

    private HostCheck() {}

    static Finding banner(String host, int port, Duration patience) {
        String at = host + " port " + port;
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) patience.toMillis());
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                return Finding.missing("host", "the name " + host + " has no address");
            }
            socket.connect(address, (int) patience.toMillis());
            String banner = line(socket.getInputStream());
            return banner.startsWith("SSH-2.0-")
                    ? Finding.ok("host", at + " speaks " + banner)
                    : Finding.missing("host", at + " does not speak SSH");
        } catch (IOException e) {
            return Finding.missing(
                    "host", at + " cannot be reached: " + e.getMessage() + "; is the instance up, and the port open?");
        }
    }

    static Finding key(SshConfiguration ssh, HostAuthorities trusted, Instant now, Duration patience) {
        String name = ssh.hostKeyName().toLowerCase(Locale.ROOT);
        Program.Ended scan = Program.run(
                patience.multipliedBy(2),
                List.of(
                        "ssh-keyscan",
                        "-c",
                        "-t",
                        "ed25519",
                        "-T",
                        Long.toString(patience.toSeconds()),
                        "-p",
                        ssh.first("port"),
                        ssh.first("hostname")));
        if (scan.exitCode() == 255) {
            return Finding.unknown("host key", scan.lastWord() + "; only a login tells");
        }
        Optional<String> line = scan.out()
                .lines()
                .filter(text -> text.contains(SshCertificate.TYPE + " "))
                .findFirst();
        if (line.isEmpty()) {
            return Finding.missing(
                    "host key", "the host shows no certificate: give it one by 'bitauth ssh host-setup', on the host");
        }
        SshCertificate certificate;
        try {
            certificate = SshCertificate.parse(line.get().substring(line.get().indexOf(SshCertificate.TYPE)));
        } catch (MalformedException e) {
            return Finding.missing("host key", "the host's certificate is broken: " + e.getMessage());
        }
        if (certificate.kind() != SshCertificate.Kind.HOST || !trusted.keys().contains(certificate.authority())) {
            return Finding.missing(
                    "host key",
                    "signed by " + certificate.authority().fingerprint()
                            + ", which is not trusted here: this may be another host than you think");
        }
        if (!certificate.principals().contains(name)) {
            return Finding.missing(
                    "host key",
                    "signed for " + String.join(", ", certificate.principals()) + ", not for " + name
                            + ": with a HostName of your own, set HostKeyAlias to the whole name");
        }
        if (!certificate.isValidAt(now)) {
            return Finding.missing(
                    "host key",
                    "its certificate is good from " + certificate.validAfter() + " until " + certificate.validBefore()
                            + ", not now: look at the host's timer and the clocks");
        }
        return Finding.ok("host key", "signed for " + name + " until " + certificate.validBefore());
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= ' ' && line.length() < LONGEST_BANNER; next = in.read()) {
            line.append(new String(new byte[] {(byte) next}, StandardCharsets.US_ASCII));
        }
        return line.toString();
    }
}
