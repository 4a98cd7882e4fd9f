package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bitauth.Outcome;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.SshKeyPair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set-up below a root, judged by the machine's own sshd. */
@SuppressWarnings("NullAway.Init")
class HostSetupIT {
    private static final String MAIN = "/etc/ssh/sshd_config";
    private static final String OWN = "/etc/ssh/sshd_config.d/10-bitauth.conf";
    private static final String PRINCIPALS = "/etc/ssh/bitauth_principals/debian";

    @TempDir
    private Path temporary;

    private InstanceRoot root;

    @BeforeEach
    void start() throws IOException {
        root = new InstanceRoot(temporary, InstanceRoot.DEBIAN);
    }

    @Test
    void writesSshdsLinesAfterTheFilesThatTheyName() throws IOException {
        List<String> changes = root.applied(InstanceRoot.profile().build());

        assertThat(changes)
                .contains(
                        "wrote /etc/ssh/bitauth_ca.pub",
                        "wrote " + PRINCIPALS,
                        "wrote /etc/ssh/bitauth_krl",
                        "wrote /usr/local/sbin/bitauth-krl-fetch",
                        "wrote /etc/systemd/system/bitauth-krl.timer")
                .endsWith("wrote /etc/ssh/bitauth_setup", "wrote " + OWN);
        assertThat(root.read(OWN))
                .contains("\n"
                        + String.join(
                                "\n", new InstanceFiles(InstanceRoot.profile().build()).sshdLines()) + "\n")
                .contains("RevokedKeys /etc/ssh/bitauth_krl\n");
        assertThat(root.read(PRINCIPALS)).isEqualTo("sin:" + InstanceRoot.ALICE + "/web-1/debian\n");
        assertThat(root.read("/etc/ssh/bitauth_krl")).isEmpty();
        assertThat(root.read(MAIN)).isEqualTo(InstanceRoot.DEBIAN);
    }

    @Test
    void letsNobodyElseWriteToWhatSshdReads() throws IOException {
        root.applied(InstanceRoot.profile()
                .zone(InstanceRoot.ZONE)
                .enrolmentSecret("s".repeat(32))
                .build());

        Map<String, String> all = root.everything();
        assertThat(all.get("/etc/ssh/bitauth_principals")).startsWith("rwxr-xr-x ");
        assertThat(all.get(PRINCIPALS)).startsWith("rw-r--r-- ");
        assertThat(all.get("/etc/ssh/bitauth_ca.pub")).startsWith("rw-r--r-- ");
        assertThat(all.get("/etc/ssh/bitauth_enrolment")).startsWith("rw------- ");
        assertThat(all.get("/usr/local/sbin/bitauth-host-certificate")).startsWith("rwxr-xr-x ");
    }

    @Test
    void changesNothingTheSecondTime() throws IOException {
        InstanceProfile profile = InstanceRoot.profile().build();
        root.applied(profile);
        Map<String, String> first = root.everything();

        assertThat(root.applied(profile)).isEmpty();
        assertThat(root.everything()).isEqualTo(first);
    }

    @Test
    void writesOnlyTheFileOfAnOwnerListThatChanged() throws IOException {
        root.applied(InstanceRoot.profile().build());

        assertThat(root.applied(InstanceRoot.profile()
                        .owners("debian", List.of(InstanceRoot.BOB))
                        .build()))
                .containsExactly("wrote " + PRINCIPALS, "wrote /etc/ssh/bitauth_setup");
        assertThat(root.read(PRINCIPALS))
                .isEqualTo("sin:" + InstanceRoot.ALICE + "/web-1/debian\nsin:" + InstanceRoot.BOB + "/web-1/debian\n");
    }

    @Test
    void takesTheFileOfALoginAwayThatNobodyOwnsAnyMore() throws IOException {
        root.applied(
                InstanceRoot.profile().owners("root", List.of(InstanceRoot.BOB)).build());

        assertThat(root.applied(InstanceRoot.profile().build()))
                .containsExactly("removed /etc/ssh/bitauth_principals/root", "wrote /etc/ssh/bitauth_setup");
        assertThat(root.file("/etc/ssh/bitauth_principals/root")).doesNotExist();
    }

    @Test
    void undoLeavesEveryByteAsItWas() throws IOException {
        Map<String, String> before = root.everything();
        root.applied(InstanceRoot.profile()
                .zone(InstanceRoot.ZONE)
                .krlKey(InstanceRoot.CA)
                .enrolmentSecret("s".repeat(32))
                .build());

        root.undone();

        assertThat(root.everything()).isEqualTo(before);
        assertThat(root.undone()).isEmpty();
    }

    @Test
    void undoLeavesEveryByteOfAConfigurationWithoutFolderAsItWas() throws IOException {
        String odd = "Port 22\n\tPermitRootLogin no\n# caf\u00e9\nMatch all\n  X11Forwarding no"; // no line end
        root.write(MAIN, odd);
        root.chmod(MAIN, "rw-------");
        Map<String, String> before = root.everything();

        assertThat(root.applied(InstanceRoot.profile().build())).endsWith("wrote " + MAIN);
        assertThat(root.read(MAIN)).startsWith("# BEGIN bitauth").endsWith("# END bitauth\n" + odd);
        assertThat(root.everything().get(MAIN)).startsWith("rw------- ");
        assertThat(root.file(OWN)).doesNotExist();
        root.undone();

        assertThat(root.everything()).isEqualTo(before);
    }

    @Test
    void writesToTheTopWhereTheFolderIsIncludedForSomeConnectionsOnly() throws IOException {
        root.write(MAIN, "Match User x\nInclude /etc/ssh/sshd_config.d/*.conf\n");

        assertThat(root.applied(InstanceRoot.profile().build())).endsWith("wrote " + MAIN);
    }

    @Test
    void makesFoldersThatAreMissingAndTakesThemAwayAgain() throws IOException {
        for (String folder :
                List.of("/etc/ssh/sshd_config.d", "/etc/systemd/system", "/etc/systemd", "/usr/local/sbin")) {
            Files.delete(root.file(folder));
        }
        Map<String, String> before = root.everything();

        root.applied(InstanceRoot.profile().build());
        assertThat(root.everything().get("/etc/systemd/system")).startsWith("rwxr-xr-x ");
        root.undone();

        assertThat(root.everything()).isEqualTo(before);
    }

    @Test
    void keepsWhatOthersWroteIntoSshdsConfigurationSince() throws IOException {
        root.write(MAIN, "Port 22\n");
        root.applied(InstanceRoot.profile().build());
        root.write(MAIN, root.read(MAIN) + "PermitRootLogin no\n");

        assertThat(root.applied(InstanceRoot.profile().build())).isEmpty();
        root.undone();

        assertThat(root.read(MAIN)).isEqualTo("Port 22\nPermitRootLogin no\n");
    }

    @Test
    void refusesToOverwriteAFileThatSomebodyChanged() throws IOException {
        root.applied(InstanceRoot.profile().build());
        root.write(PRINCIPALS, root.read(PRINCIPALS) + "sin:somebody/web-1/debian\n");

        assertRefused(SetupRefusal.CHANGED_BY_HAND, PRINCIPALS);
    }

    @Test
    void refusesToOverwriteAFileThatIsNotItsOwn() throws IOException {
        root.write("/etc/ssh/bitauth_ca.pub", SshKeyPair.generate().publicKey().line() + "\n");

        assertRefused(SetupRefusal.CHANGED_BY_HAND, "/etc/ssh/bitauth_ca.pub");
    }

    @Test
    void undoKeepsAFileThatSomebodyChanged() throws IOException {
        root.applied(InstanceRoot.profile().build());
        root.write(PRINCIPALS, "precious\n");

        assertThat(root.undone()).contains("kept " + PRINCIPALS);
        assertThat(root.read(PRINCIPALS)).isEqualTo("precious\n");
    }

    /** An sshd that was not reloaded lets nobody in once the list is gone. */
    @Test
    void undoOnARunningSystemTakesTheListAwayTheSecondTime() throws IOException {
        Map<String, String> before = root.everything();
        root.applied(InstanceRoot.profile().build());
        HostSetup live = new HostSetup(new HostRoot(root.folder.toRealPath(), true), InstanceRoot.sshd());

        assertThat(live.undo().accepted().orElseThrow())
                .contains(new SetupChange(SetupChange.Action.KEPT, "/etc/ssh/bitauth_krl"))
                .contains(new SetupChange(SetupChange.Action.REMOVED, OWN));
        assertThat(root.file("/etc/ssh/bitauth_krl")).exists();
        assertThat(root.file("/etc/ssh/bitauth_ca.pub")).doesNotExist();

        assertThat(live.undo().accepted().orElseThrow())
                .contains(new SetupChange(SetupChange.Action.REMOVED, "/etc/ssh/bitauth_krl"));
        assertThat(root.everything()).isEqualTo(before);
    }

    @Test
    void keepsTheListOfRevokedKeysThatTheTimerBrought() throws IOException {
        root.applied(InstanceRoot.profile().build());
        root.write("/etc/ssh/bitauth_krl", "a list");

        assertThat(root.applied(InstanceRoot.profile().build())).isEmpty();
        assertThat(root.read("/etc/ssh/bitauth_krl")).isEqualTo("a list");
    }

    @Test
    void namesTheHostCertificateOnceItIsThere() throws IOException {
        InstanceProfile profile = InstanceRoot.profile()
                .zone(InstanceRoot.ZONE)
                .enrolmentSecret("s".repeat(32))
                .build();
        root.applied(profile);
        assertThat(root.read(OWN)).doesNotContain("HostCertificate");
        root.write("/etc/ssh/ssh_host_ed25519_key-cert.pub", "a certificate");
        Files.delete(root.file("/etc/ssh/bitauth_enrolment"));

        assertThat(root.applied(profile)).containsExactly("wrote " + OWN);
        assertThat(root.read(OWN)).contains("\nHostCertificate /etc/ssh/ssh_host_ed25519_key-cert.pub\n");
    }

    /** The script of the instance adds the line by itself. */
    @Test
    void findsNothingToChangeAfterTheInstanceNamedItsHostCertificate() throws IOException {
        InstanceProfile profile = InstanceRoot.profile().zone(InstanceRoot.ZONE).build();
        root.applied(profile);
        root.write("/etc/ssh/ssh_host_ed25519_key-cert.pub", "a certificate");
        assertThat(SystemdUnit.HOST_CERTIFICATE.files(List.of()).get(0).content())
                .contains("sed \"/^$begin/a HostCertificate $certificate\"");
        assertThat(Programs.succeeds(
                        "sed",
                        "-i",
                        "/^# BEGIN bitauth/a HostCertificate /etc/ssh/ssh_host_ed25519_key-cert.pub",
                        root.file(OWN).toString()))
                .isTrue();

        assertThat(root.applied(profile)).isEmpty();
    }

    @Test
    void namesNoCertificateThatIsNotTheClouds() throws IOException {
        root.write("/etc/ssh/ssh_host_ed25519_key-cert.pub", "another CA's");

        root.applied(InstanceRoot.profile().build());

        assertThat(root.read(OWN)).doesNotContain("HostCertificate");
    }

    @Test
    void refusesAConfigurationThatSshdRefuses() throws IOException {
        root.write("/etc/ssh/sshd_config.d/99-bad.conf", "NoSuchKeyword yes\n");

        assertRefused(SetupRefusal.REFUSED_BY_SSHD, "NoSuchKeyword");
    }

    @Test
    void refusesToOverrideAnotherCa() throws IOException {
        root.write("/etc/ssh/sshd_config.d/50-other.conf", "TrustedUserCAKeys /etc/ssh/other.pub\n");

        assertRefused(SetupRefusal.TAKEN, "trustedusercakeys /etc/ssh/other.pub already");
    }

    @Test
    void refusesWhereAnEarlierFileWouldWin() throws IOException {
        root.write("/etc/ssh/sshd_config.d/00-first.conf", "RevokedKeys none\n");

        assertRefused(SetupRefusal.TAKEN, "sshd does not take the line RevokedKeys");
    }

    @Test
    void refusesAnSshdThatTakesNoKeys() throws IOException {
        root.write("/etc/ssh/sshd_config.d/50-other.conf", "PubkeyAuthentication no\n");

        assertRefused(SetupRefusal.TAKEN, "PubkeyAuthentication yes");
    }

    /** The folder of this machine is not looked at, in whatever form the line is. */
    @Test
    void looksAtTheIncludesBelowTheRoot() throws IOException {
        Files.createDirectories(root.file("/etc/ssh/more"));
        root.write("/etc/ssh/more/x.conf", "include=/etc/ssh/more/deep/*\n");
        Files.createDirectories(root.file("/etc/ssh/more/deep"));
        root.write("/etc/ssh/more/deep/y", "NoSuchKeyword yes\n");
        root.write(MAIN, "INCLUDE sshd_config.d/*.conf \"more/*.conf\" # both\n");

        assertRefused(SetupRefusal.REFUSED_BY_SSHD, "NoSuchKeyword");
        Files.delete(root.file("/etc/ssh/more/deep/y"));
        assertThat(root.applied(InstanceRoot.profile().build())).endsWith("wrote " + OWN);
    }

    @Test
    void refusesARootWithoutSshd() throws IOException {
        Files.delete(root.file(MAIN));

        assertRefused(SetupRefusal.NO_SSHD, MAIN);
    }

    @Test
    void refusesToGoOnWithoutAProgramThatChecks() throws IOException {
        Map<String, String> before = root.everything();

        var outcome = new HostSetup(root.folder, SshdProgram.of(temporary.resolve("sshd")))
                .apply(InstanceRoot.profile().build());

        assertThat(outcome.rejected().orElseThrow().reason()).isEqualTo(SetupRefusal.NO_SSHD);
        assertThat(root.everything()).isEqualTo(before);
    }

    @Test
    void refusesAFolderThatLeadsOutOfTheRoot() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.delete(root.file("/usr/local/sbin"));
        Files.createSymbolicLink(root.file("/usr/local/sbin"), outside);

        assertRefused(SetupRefusal.UNSAFE, "/usr/local/sbin/bitauth-krl-fetch");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void refusesASymbolicLinkInThePlaceOfAFile() throws IOException {
        Path precious = Files.writeString(temporary.resolve("precious"), "x");
        Files.createSymbolicLink(root.file("/etc/ssh/bitauth_ca.pub"), precious);

        assertRefused(SetupRefusal.UNSAFE, "/etc/ssh/bitauth_ca.pub");
        assertThat(precious).hasContent("x");
    }

    @Test
    void refusesAFolderThatOthersMayWriteTo() throws IOException {
        root.chmod("/etc/ssh", "rwxrwxr-x");

        assertRefused(SetupRefusal.UNSAFE, "/etc/ssh must not be writable by others");
    }

    @Test
    void refusesOneMarkWithoutTheOther() throws IOException {
        root.applied(InstanceRoot.profile().build());
        root.write(OWN, root.read(OWN).replace("# END bitauth\n", ""));

        assertRefused(SetupRefusal.CHANGED_BY_HAND, "one mark");
    }

    @Test
    void refusesARecordThatNamesOtherFiles() throws IOException {
        root.applied(InstanceRoot.profile().build());
        root.write("/etc/ssh/bitauth_setup", "- /etc/ssh/../passwd\n");

        assertRefused(SetupRefusal.CHANGED_BY_HAND, "/etc/ssh/bitauth_setup");
        root.write("/etc/ssh/bitauth_setup", "- /etc/passwd\n");
        assertRefused(SetupRefusal.CHANGED_BY_HAND, "/etc/ssh/bitauth_setup");
    }

    @Test
    void refusesAFileWhereAFolderShouldBe() throws IOException {
        Files.delete(root.file("/etc/systemd/system"));
        root.write("/etc/systemd/system", "no folder");

        assertRefused(SetupRefusal.UNSAFE, "/etc/systemd/system/bitauth-krl.service");
    }

    /** The refusal comes after the new login's file was written. */
    @Test
    void takesEverythingBackWhenItCannotBeFinished() throws IOException {
        root.applied(
                InstanceRoot.profile().owners("root", List.of(InstanceRoot.BOB)).build());
        root.write("/etc/ssh/bitauth_principals/root", "precious\n");

        assertRefused(SetupRefusal.CHANGED_BY_HAND, "/etc/ssh/bitauth_principals/root is wanted no more");
        assertThat(root.file("/etc/ssh/bitauth_principals/other")).doesNotExist();
    }

    private Outcome.Rejected<List<SetupChange>, SetupRefusal> refusal(InstanceProfile profile) throws IOException {
        return root.apply(profile).rejected().orElseThrow();
    }

    /** Nothing was changed, and the message says what is wrong. */
    private void assertRefused(SetupRefusal reason, String detail) throws IOException {
        Map<String, String> before = root.everything();

        var no = refusal(InstanceRoot.profile()
                .owners("other", List.of(InstanceRoot.BOB))
                .build());

        assertThat(no.reason()).isEqualTo(reason);
        assertThat(no.detail()).contains(detail);
        assertThat(root.everything()).isEqualTo(before);
    }
}
