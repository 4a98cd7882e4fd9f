package org.bitauth.ssh.self;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitauth.BitauthSigner;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshExtension;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementSignature;

/**
 * Writes certificates without anybody's help: an SSH key signs its own certificate, which carries the statement by which a
 * Bitcoin key binds it, and that key's signature. Immutable.
 *
 * <p>The two are extensions of the certificate, which every OpenSSH passes over: {@value #STATEMENT} holds base64 of the
 * statement's text, {@value #SIGNATURE} the public key's 66 hexadecimal digits, a blank and the signature, low-S DER in
 * hexadecimal digits.
 */
public final class SelfCertificates {
    /** The name of the extension with the statement. */
    public static final String STATEMENT = "ssh-binding@bitauth.org";
    /** The name of the extension with the public key and the signature. */
    public static final String SIGNATURE = "ssh-binding-signature@bitauth.org";
    /** The longest life that an instance takes. */
    public static final Duration LONGEST_LIFE = Duration.ofHours(24);

    private static final Duration START_IN_THE_PAST = Duration.ofSeconds(60);

    private final URI cloud;
    private final BitauthSigner signer;
    private final InstantSource clock;
    private final Set<SshExtension> extensions;

    /**
     * For one cloud and identity. Sessions may have a terminal, and nothing else beside commands.
     *
     * @param cloud the base URL of the cloud
     * @param signer the Bitcoin key
     * @param clock tells the time
     */
    public SelfCertificates(URI cloud, BitauthSigner signer, InstantSource clock) {
        this(cloud, signer, clock, EnumSet.of(SshExtension.PERMIT_PTY));
    }

    private SelfCertificates(URI cloud, BitauthSigner signer, InstantSource clock, Set<SshExtension> extensions) {
        this.cloud = cloud;
        this.signer = signer;
        this.clock = clock;
        this.extensions = Set.copyOf(extensions);
    }

    /**
     * The same with other rights of sessions.
     *
     * @param granted what sessions may do
     * @return a copy
     */
    public SelfCertificates extensions(Set<SshExtension> granted) {
        return new SelfCertificates(cloud, signer, clock, granted);
    }

    /**
     * Writes a certificate.
     *
     * @param key the SSH key, best a new one each time
     * @param login the login, {@code [A-Za-z0-9._-]{1,64}}
     * @param instance the instance, {@code [A-Za-z0-9._-]{1,64}}
     * @param life how long it is valid, 1 second to 24 hours. An instance whose clock is behind takes no certificate for
     *     the full 24 hours
     * @return the certificate
     * @throws org.bitauth.MalformedException if the cloud's URL, login or instance has another form
     * @throws IllegalArgumentException if the life is another
     */
    public SshCertificate issue(SshKeyPair key, String login, String instance, Duration life) {
        if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException("life must be 1 second to 24 hours, was " + life);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(life).truncatedTo(ChronoUnit.SECONDS);
        Statement statement = SshBinding.of(cloud, signer.sin(), key.publicKey(), login, instance, end);
        return key.selfCertificate(
                "sin:" + signer.sin(), login, now.minus(START_IN_THE_PAST), end, extensions(statement));
    }

    private SortedMap<String, String> extensions(Statement statement) {
        StatementSignature signature = statement.signature(signer);
        SortedMap<String, String> all = new TreeMap<>();
        extensions.forEach(extension -> all.put(extension.wireName(), ""));
        all.put(STATEMENT, Base64.getEncoder().encodeToString(statement.text().getBytes(StandardCharsets.US_ASCII)));
        all.put(SIGNATURE, signature.publicKey() + " " + signature.signature());
        return all;
    }
}
