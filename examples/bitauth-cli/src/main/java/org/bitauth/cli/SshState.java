package org.bitauth.cli;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import org.bitauth.ssh.EnrolmentSecrets;
import org.bitauth.ssh.FileHostRegister;
import org.bitauth.ssh.FileIssueLog;
import org.bitauth.ssh.FileKrlStore;
import org.bitauth.ssh.HostRegister;
import org.bitauth.ssh.InMemoryHostRegister;
import org.bitauth.ssh.InMemoryKrlStore;
import org.bitauth.ssh.IssueLog;
import org.bitauth.ssh.KrlSigner;
import org.bitauth.ssh.KrlStore;
import org.bitauth.ssh.SshKeyPair;

/** Keys and stores of the SSH authorities: a key for each role. */
record SshState(
        SshKeyPair userCa,
        SshKeyPair hostCa,
        KrlSigner krlSigner,
        KrlStore krl,
        IssueLog log,
        HostRegister hosts,
        EnrolmentSecrets enrolment) {
    private static final Duration SECRET_LIFE = Duration.ofHours(1);
    private static final int KEY_SIZE = 32;

    /** What ends with the process. */
    static SshState inMemory() {
        return new SshState(
                SshKeyPair.generate(),
                SshKeyPair.generate(),
                new KrlSigner(SshKeyPair.generate()),
                new InMemoryKrlStore(InstantSource.system()),
                IssueLog.none(),
                new InMemoryHostRegister(),
                enrolment(random()));
    }

    /** What is kept; files that are not there yet are made. */
    static SshState in(StateFolder folder) {
        return new SshState(
                folder.sshKey("ssh_user_ca"),
                folder.sshKey("ssh_host_ca"),
                new KrlSigner(folder.sshKey("ssh_krl_key")),
                krl(folder),
                log(folder),
                hosts(folder),
                enrolment(Base64.getDecoder().decode(folder.secret("ssh_enrolment_key", SshState::text))));
    }

    static FileKrlStore krl(StateFolder folder) {
        return new FileKrlStore(folder.file("ssh_krl"), InstantSource.system());
    }

    static FileIssueLog log(StateFolder folder) {
        return new FileIssueLog(folder.file("ssh_issued.log"));
    }

    private static FileHostRegister hosts(StateFolder folder) {
        return new FileHostRegister(folder.file("ssh_hosts"));
    }

    private static EnrolmentSecrets enrolment(byte[] key) {
        return new EnrolmentSecrets(key, SECRET_LIFE, InstantSource.system());
    }

    private static String text() {
        return Base64.getEncoder().encodeToString(random());
    }

    private static byte[] random() {
        byte[] key = new byte[KEY_SIZE];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
