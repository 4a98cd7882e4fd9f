package org.bitauth.ssh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.ssh.KrlSigner;
import org.bitauth.ssh.SshPublicKey;

/**
 * What an instance's description comes to: its files, and its lines for sshd. The files are in the order in which they
 * must be written: sshd's lines come after all of them, since an sshd whose list of revoked keys is missing lets nobody in.
 */
public final class InstanceFiles implements SetupDescription {
    private final InstanceProfile profile;

    /**
     * Renders a description.
     *
     * @param profile the instance
     */
    public InstanceFiles(InstanceProfile profile) {
        this.profile = profile;
    }

    /**
     * All files but sshd's configuration.
     *
     * @return in the order of writing
     */
    @Override
    public List<SetupFile> files() {
        List<SetupFile> files = new ArrayList<>();
        files.add(text(
                InstanceSetup.CA_FILE,
                profile.userAuthorities().stream().map(InstanceSetup::caFile).collect(Collectors.joining())));
        for (Map.Entry<String, List<Sin>> login : profile.owners().entrySet()) {
            files.add(text(
                    InstanceSetup.PRINCIPALS_FOLDER + "/" + login.getKey(),
                    InstanceSetup.principalsFile(profile.name(), login.getKey(), login.getValue())));
        }
        files.add(new SetupFile(InstanceSetup.KRL_FILE, SetupFile.PUBLIC, "", SetupFile.Rule.ONCE));
        profile.krlKey().ifPresent(key -> files.add(text(InstanceSetup.KRL_SIGNERS_FILE, signers(key))));
        if (profile.krlTimer()) {
            files.addAll(SystemdUnit.KRL.files(List.of(profile.cloud() + "/ssh")));
        }
        profile.enrolmentSecret()
                .ifPresent(secret -> files.add(new SetupFile(
                        InstanceSetup.SECRET_FILE, SetupFile.PRIVATE, secret + "\n", SetupFile.Rule.UNTIL_ENROLLED)));
        profile.zone()
                .ifPresent(zone -> files.addAll(SystemdUnit.HOST_CERTIFICATE.files(
                        List.of(profile.cloud() + "/ssh", profile.name(), zone.name()))));
        return List.copyOf(files);
    }

    /**
     * The further line for sshd once the instance has a host certificate.
     *
     * @return keyword and value; none where the cloud gives it no such certificate
     */
    @Override
    public List<String> certificateLines() {
        return profile.zone().isPresent()
                ? List.of("HostCertificate " + InstanceSetup.HOST_CERTIFICATE_FILE)
                : List.of();
    }

    /**
     * The lines for sshd.
     *
     * @return keyword and value, without the line for a host certificate, which comes with the certificate
     */
    @Override
    public List<String> sshdLines() {
        List<String> lines = new ArrayList<>(InstanceSetup.sshdConfig());
        lines.add("RevokedKeys " + InstanceSetup.KRL_FILE);
        return List.copyOf(lines);
    }

    /**
     * The timers that are to run.
     *
     * @return names for {@code systemctl enable --now}
     */
    public List<String> timers() {
        List<String> timers = new ArrayList<>();
        if (profile.krlTimer()) {
            timers.add(SystemdUnit.KRL.timer());
        }
        if (profile.zone().isPresent()) {
            timers.add(SystemdUnit.HOST_CERTIFICATE.timer());
        }
        return List.copyOf(timers);
    }

    /**
     * The lines for a login's {@code authorized_keys}, the other way onto an instance: no line of sshd's, no revocation
     * list.
     *
     * @param login one of the instance's logins
     * @return one line for each key of the user CA, each with the principals of the login's owners
     * @throws MalformedException if nobody owns the login: a line without principals would let every
     *     certificate in
     */
    public List<String> authorizedKeys(String login) {
        List<String> principals = profile.principals(login);
        if (principals.isEmpty()) {
            throw new MalformedException("login must have an owner");
        }
        return profile.userAuthorities().stream()
                .map(key ->
                        "cert-authority,principals=\"" + String.join(",", principals) + "\" " + key.line() + " bitauth")
                .toList();
    }

    private static String signers(SshPublicKey key) {
        return InstanceSetup.KRL_SIGNER + " namespaces=\"" + KrlSigner.NAMESPACE + "\" " + key.line() + "\n";
    }

    private static SetupFile text(String path, String content) {
        return new SetupFile(path, SetupFile.PUBLIC, content, SetupFile.Rule.ALWAYS);
    }
}
