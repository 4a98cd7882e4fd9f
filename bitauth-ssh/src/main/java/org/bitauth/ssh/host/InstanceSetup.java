package org.bitauth.ssh.host;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.bitauth.Sin;
import org.bitauth.ssh.Principals;
import org.bitauth.ssh.SshPublicKey;

/** The files by which an unmodified sshd lets certificate holders in. */
public final class InstanceSetup {
    /** Where the CA's public key goes. */
    public static final String CA_FILE = "/etc/ssh/bitauth_ca.pub";
    /** Where the principals files go, one for each login. */
    public static final String PRINCIPALS_FOLDER = "/etc/ssh/bitauth_principals";
    /** Where the list of revoked certificates goes; an sshd that is told of it lets nobody in while it is missing. */
    public static final String KRL_FILE = "/etc/ssh/bitauth_krl";
    /** Where the key goes that signs revocation lists, in the form of {@code ssh-keygen -Y verify}. */
    public static final String KRL_SIGNERS_FILE = "/etc/ssh/bitauth_krl_signers";
    /** Where the one-time secret for the host certificate goes, until it is used. */
    public static final String SECRET_FILE = "/etc/ssh/bitauth_enrolment";
    /** The host key's certificate. */
    public static final String HOST_CERTIFICATE_FILE = "/etc/ssh/ssh_host_ed25519_key-cert.pub";

    /** Who signs revocation lists, as {@link #KRL_SIGNERS_FILE} and the script name him. */
    static final String KRL_SIGNER = "bitauth-krl";

    private InstanceSetup() {}

    /**
     * The two lines for {@code sshd_config}.
     *
     * @return keyword and value, for the standard paths
     */
    public static List<String> sshdConfig() {
        return sshdConfig(CA_FILE, PRINCIPALS_FOLDER);
    }

    /**
     * The two lines for {@code sshd_config}.
     *
     * @param caFile where the CA's public key is
     * @param principalsFolder where the principals files are
     * @return keyword and value
     */
    public static List<String> sshdConfig(String caFile, String principalsFolder) {
        return List.of("TrustedUserCAKeys " + caFile, "AuthorizedPrincipalsFile " + principalsFolder + "/%u");
    }

    /**
     * The content of the CA file.
     *
     * @param ca the CA's public key
     * @return one line
     */
    public static String caFile(SshPublicKey ca) {
        return ca.line() + "\n";
    }

    /**
     * The content of one login's principals file.
     *
     * @param instance this instance
     * @param login the login, which is also the file's name
     * @param owners who may log in
     * @return one line for each owner
     */
    public static String principalsFile(String instance, String login, Collection<Sin> owners) {
        return owners.stream()
                .map(owner -> Principals.of(owner, instance, login) + "\n")
                .collect(Collectors.joining());
    }
}
