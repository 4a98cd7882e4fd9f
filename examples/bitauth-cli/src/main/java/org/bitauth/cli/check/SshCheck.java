package org.bitauth.cli.check;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitauth.MalformedException;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.cli.zone.ZoneFolder;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.SshPublicKey;

/**
 * Goes the way of one login, from ssh's configuration to the shell, and ends where it is broken.
 *
 * @param target where to
 * @param keys reads the Bitcoin key
 */
public record SshCheck(SshTarget target, KeyReader keys) {
    private static final Duration LOGIN = Duration.ofSeconds(60);

    /**
     * Looks at one thing after the other.
     *
     * @param patience how long each answer may take to begin, and again to end
     * @param clock this machine's
     * @return what was found, first things first; nothing after a thing that is missing, but for a clock
     */
    public List<Finding> look(Duration patience, InstantSource clock) {
        Findings findings = new Findings();
        Program.Ended answer = SshConfiguration.ask(target, LOGIN);
        SshConfiguration ssh = SshConfiguration.of(target, answer.out());
        if (!findings.add(ssh.finding(answer))) {
            return findings.all();
        }
        ZoneFolder folder = ssh.folder().orElseThrow();
        ZoneFolderCheck files;
        try {
            files = ZoneFolderCheck.read(folder, keys);
        } catch (IOException e) {
            findings.add(ZoneFolderCheck.missing(e));
            return findings.all();
        }
        findings.add(files.finding(folder));
        ZoneCloudCheck cloud = new ZoneCloudCheck(
                new Exchange(patience, clock), CloudUrl.of(files.settings().cloud()));
        Reply authorities = cloud.userAuthorities();
        if (!findings.add(cloud.cloud(authorities))) {
            return findings.all();
        }
        findings.add(ClockCheck.ofDate("cloud's clock", authorities));
        if (findings.add(cloud.hostAuthority(files.authorities()))
                && certificate(findings, files, folder, ssh, answer, ZoneCloudCheck.keys(authorities), clock)
                && host(findings, ssh, files, patience, clock)) {
            findings.add(login(ssh, files));
        }
        return findings.all();
    }

    private boolean certificate(
            Findings findings,
            ZoneFolderCheck files,
            ZoneFolder folder,
            SshConfiguration ssh,
            Program.Ended answer,
            List<SshPublicKey> published,
            InstantSource clock) {
        String login = ssh.first("user");
        String host = target.host();
        String end = "." + files.settings().zone().name();
        String name = host.toLowerCase(Locale.ROOT);
        CertificateRequest request;
        try {
            request = new CertificateRequest(files.sshKey(), login, name.substring(0, name.length() - end.length()));
        } catch (MalformedException | IndexOutOfBoundsException e) {
            return findings.add(Finding.missing("certificate", "there is none for " + target.text()));
        }
        URI cloud = files.settings().cloud();
        Path file = folder.certificate(login, host);
        return findings.add(UserCertificateCheck.ask(cloud, request, files.signer(), published))
                && findings.add(UserCertificateCheck.held(file, request, files.signer(), clock.instant(), answer));
    }

    private static boolean host(
            Findings findings, SshConfiguration ssh, ZoneFolderCheck files, Duration patience, InstantSource clock) {
        if (ssh.hasProxy()) {
            return findings.add(Finding.unknown("host", "ssh goes through another one; only a login tells"));
        }
        return findings.add(HostCheck.banner(ssh.first("hostname"), Integer.parseInt(ssh.first("port")), patience))
                && findings.add(HostCheck.key(ssh, files.authorities(), clock.instant(), patience));
    }

    private Finding login(SshConfiguration ssh, ZoneFolderCheck files) {
        List<String> options = List.of(
                "-o", "BatchMode=yes", "-o", "ControlPath=none", "-o", "ConnectTimeout=10", "-o", "LogLevel=ERROR");
        Program.Ended ended = Program.run(LOGIN, target.ssh(options, "true"));
        if (ended.exitCode() != 255) { // any other is the remote command's own
            return Finding.ok("login", "the host lets " + ssh.first("user") + " in");
        }
        return Finding.missing(
                "login",
                "the host refuses (" + ended.lastWord() + "): on it, /etc/ssh/bitauth_principals/"
                        + ssh.first("user") + " must name " + files.signer().sin()
                        + ", /etc/ssh/bitauth_ca.pub must hold what 'bitauth ssh ca' prints, the certificate must not be"
                        + " revoked; sshd's log says which");
    }

    /** What was found until now. */
    private static final class Findings {
        private final List<Finding> all = new ArrayList<>();

        /** Tells whether it makes sense to go on. */
        boolean add(Finding finding) {
            all.add(finding);
            return finding.state() != Finding.State.MISSING;
        }

        List<Finding> all() {
            return List.copyOf(all);
        }
    }
}
