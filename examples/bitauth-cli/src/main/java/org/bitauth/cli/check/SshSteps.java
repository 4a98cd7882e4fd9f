package org.bitauth.cli.check;

import java.io.IOException;
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

/** The steps of a login by ssh. Each says what it found, and whether it makes sense to go on. */
final class SshSteps {
    private static final Duration LOGIN = Duration.ofSeconds(60);
    private static final int SSH_FAILED = 255; // any other exit code is the remote command's own

    private final SshTarget target;
    private final KeyReader keys;
    private final Duration patience;
    private final InstantSource clock;
    private final List<Finding> findings = new ArrayList<>();

    SshSteps(SshTarget target, KeyReader keys, Duration patience, InstantSource clock) {
        this.target = target;
        this.keys = keys;
        this.patience = patience;
        this.clock = clock;
    }

    List<Finding> walk() {
        Program.Ended answer = SshConfiguration.ask(target, LOGIN);
        SshConfiguration ssh = SshConfiguration.of(target, answer.out());
        if (found(ssh.finding(answer))) {
            ZoneFolder folder = ssh.folder().orElseThrow();
            try {
                ZoneFolderCheck files = ZoneFolderCheck.read(folder, keys);
                found(files.finding(folder));
                beyond(ssh, folder, files, answer);
            } catch (IOException e) {
                found(ZoneFolderCheck.missing(e));
            }
        }
        return List.copyOf(findings);
    }

    /** What is not on this machine. */
    private void beyond(SshConfiguration ssh, ZoneFolder folder, ZoneFolderCheck files, Program.Ended answer) {
        ZoneCloudCheck cloud = new ZoneCloudCheck(
                new Exchange(patience, clock), CloudUrl.of(files.settings().cloud()));
        Reply authorities = cloud.userAuthorities();
        if (!found(cloud.cloud(authorities))) {
            return;
        }
        found(ClockCheck.ofDate("cloud's clock", authorities)); // whatever it says: a login may work all the same
        if (found(cloud.hostAuthority(files.authorities()))
                && certificate(ssh, files, ZoneCloudCheck.keys(authorities))
                && renewal(ssh, folder, files, answer)
                && host(ssh, files)) {
            found(login(ssh, files));
        }
    }

    private boolean certificate(SshConfiguration ssh, ZoneFolderCheck files, List<SshPublicKey> published) {
        try {
            return found(
                    UserCertificateCheck.ask(files.settings().cloud(), request(ssh, files), files.signer(), published));
        } catch (MalformedException e) {
            return found(Finding.missing("certificate", "none for " + target.text() + ": " + e.getMessage()));
        }
    }

    private boolean renewal(SshConfiguration ssh, ZoneFolder folder, ZoneFolderCheck files, Program.Ended answer) {
        return found(UserCertificateCheck.held(
                folder.certificate(ssh.first("user"), target.host()),
                request(ssh, files),
                files.signer(),
                clock.instant(),
                answer));
    }

    private boolean host(SshConfiguration ssh, ZoneFolderCheck files) {
        if (ssh.hasProxy()) {
            return found(Finding.unknown("host", "ssh goes through another one; only a login tells"));
        }
        return found(HostCheck.banner(ssh.first("hostname"), Integer.parseInt(ssh.first("port")), patience))
                && found(HostCheck.key(ssh, files.authorities(), clock.instant(), patience));
    }

    private Finding login(SshConfiguration ssh, ZoneFolderCheck files) {
        List<String> options = List.of(
                "-o", "BatchMode=yes", "-o", "ControlPath=none", "-o", "ConnectTimeout=10", "-o", "LogLevel=ERROR");
        Program.Ended ended = Program.run(LOGIN, target.ssh(options, "true"));
        if (ended.exitCode() != SSH_FAILED) {
            return Finding.ok("login", "the host lets " + ssh.first("user") + " in");
        }
        return Finding.missing(
                "login",
                "the host refuses (" + ended.lastWord() + "): on it, /etc/ssh/bitauth_principals/" + ssh.first("user")
                        + " must name " + files.signer().sin()
                        + ", /etc/ssh/bitauth_ca.pub must hold what 'bitauth ssh ca' prints, the certificate must not be"
                        + " revoked; sshd's log says which");
    }

    private CertificateRequest request(SshConfiguration ssh, ZoneFolderCheck files) {
        String host = target.host().toLowerCase(Locale.ROOT);
        String end = "." + files.settings().zone().name();
        if (!host.endsWith(end)) {
            throw new MalformedException("the host must end in " + end);
        }
        return new CertificateRequest(
                files.sshKey(), ssh.first("user"), host.substring(0, host.length() - end.length()));
    }

    private boolean found(Finding finding) {
        findings.add(finding);
        return finding.state() != Finding.State.MISSING;
    }
}
