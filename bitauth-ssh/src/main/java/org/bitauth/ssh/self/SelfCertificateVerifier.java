package org.bitauth.ssh.self;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.http.RequestId;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementSignature;
import org.bitauth.statement.StatementVerifier;

/**
 * Decides whom an instance lets in by a certificate of {@link SelfCertificates}. It is the specification of the program
 * {@code bitauth-authorized-keys}, which decides the same in C, and serves servers in Java. Immutable and thread-safe.
 *
 * <p>The instance is told by three files in one folder: {@code cloud} and {@code instance} hold one line each, {@code
 * owners} a line {@code <SIN> <login>} for each owner. They are read each time, so that taking a line away revokes at once.
 *
 * <p>The times inside the certificate, its critical options, and that the client holds its key are for sshd to check.
 */
public final class SelfCertificateVerifier {
    private static final int LONGEST_KEY = 8192;
    private static final Pattern PROOF = Pattern.compile("(0[23][0-9a-f]{64}) ((?:[0-9a-f]{2}){8,72})");
    private static final DateTimeFormatter EXPIRY =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final InstanceFolder place;
    private final InstantSource clock;

    /**
     * A verifier for one instance.
     *
     * @param folder where its files are; {@code /etc/bitauth} is what the program reads
     * @param clock tells the time
     */
    public SelfCertificateVerifier(Path folder, InstantSource clock) {
        place = new InstanceFolder(folder);
        this.clock = clock;
    }

    /** What is refused on the way; the steps of one call share it. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final SelfCertificateRejection reason;

        Refusal(SelfCertificateRejection reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }
    }

    /**
     * Verifies what sshd was offered, cheap steps first. Throws nothing for any text.
     *
     * @param login the login that the client asks for, sshd's {@code %u}
     * @param type the type of the key, sshd's {@code %t}
     * @param key the key in base64, sshd's {@code %k}
     * @return the owner and the line for sshd, or the step that refused
     */
    public Outcome<AdmittedOwner, SelfCertificateRejection> verify(String login, String type, String key) {
        try {
            return new Outcome.Accepted<>(admit(login, type, key));
        } catch (Refusal e) {
            return new Outcome.Rejected<>(e.reason, "self-signed certificate: " + e.reason, RequestId.next());
        }
    }

    private AdmittedOwner admit(String login, String type, String key) {
        require(type.equals(SshCertificate.TYPE), SelfCertificateRejection.TYPE); // 1
        require(key.length() <= LONGEST_KEY && decoded(key).isPresent(), SelfCertificateRejection.MALFORMED);
        SshCertificate certificate = certificate(key); // 2
        require(certificate.subject().equals(certificate.authority()), SelfCertificateRejection.OTHER_SIGNER); // 3
        String text = certificate.extensions().getOrDefault(SelfCertificates.STATEMENT, "");
        String proof = certificate.extensions().getOrDefault(SelfCertificates.SIGNATURE, "");
        require(!text.isEmpty() && !proof.isEmpty(), SelfCertificateRejection.NO_BINDING); // 4
        Statement statement = statement(text); // 5
        String fingerprint = certificate.subject().fingerprint();
        require(statement.value("Key").equals(fingerprint), SelfCertificateRejection.OTHER_KEY); // 6
        require(statement.value("Login").equals(login), SelfCertificateRejection.OTHER_LOGIN); // 7
        requirePlace(statement); // 8
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = statement.expires();
        require(end.isAfter(now), SelfCertificateRejection.EXPIRED); // 9
        require(!end.isAfter(now.plus(SelfCertificates.LONGEST_LIFE)), SelfCertificateRejection.TOO_LONG);
        StatementSignature signature = signature(statement, proof); // 10
        Optional<Boolean> owner = place.hasOwner(statement.identity() + " " + login);
        require(owner.isPresent(), SelfCertificateRejection.SETUP);
        require(owner.orElse(false), SelfCertificateRejection.NOT_OWNER); // 11
        require(verifies(statement, signature, now), SelfCertificateRejection.SIGNATURE); // 12
        String line = "cert-authority,principals=\"" + login + "\",expiry-time=\"" + EXPIRY.format(end) + "\" "
                + certificate.subject().line();
        return new AdmittedOwner(statement.identity(), login, end, line);
    }

    private static SshCertificate certificate(String key) {
        try {
            SshCertificate certificate = SshCertificate.parse(SshCertificate.TYPE + " " + key);
            require(certificate.kind() == SshCertificate.Kind.USER, SelfCertificateRejection.MALFORMED);
            return certificate;
        } catch (MalformedException e) {
            throw new Refusal(SelfCertificateRejection.MALFORMED);
        }
    }

    private static Statement statement(String base64) {
        try {
            String text = decoded(base64)
                    .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                    .orElseThrow(() -> new Refusal(SelfCertificateRejection.STATEMENT));
            return Statement.parse(text, SshBinding.KIND);
        } catch (MalformedException e) {
            throw new Refusal(SelfCertificateRejection.STATEMENT);
        }
    }

    private void requirePlace(Statement statement) {
        Optional<String> cloud = place.cloud();
        Optional<String> instance = place.instance();
        require(cloud.isPresent() && instance.isPresent(), SelfCertificateRejection.SETUP);
        require(cloud.equals(Optional.of(statement.cloud())), SelfCertificateRejection.OTHER_CLOUD);
        require(instance.equals(Optional.of(statement.value("Instance"))), SelfCertificateRejection.OTHER_INSTANCE);
    }

    private static StatementSignature signature(Statement statement, String proof) {
        Matcher parts = PROOF.matcher(proof);
        require(parts.matches(), SelfCertificateRejection.SIGNATURE);
        try {
            BitauthPublicKey key = BitauthPublicKey.ofHex(parts.group(1));
            require(BitauthSignature.ofDerHex(parts.group(2)).isLowS(), SelfCertificateRejection.SIGNATURE);
            require(key.sin().equals(statement.identity()), SelfCertificateRejection.IDENTITY);
            return new StatementSignature(parts.group(1), parts.group(2));
        } catch (MalformedException e) {
            throw new Refusal(SelfCertificateRejection.SIGNATURE);
        }
    }

    private static boolean verifies(Statement statement, StatementSignature signature, Instant now) {
        SignedStatement signed = new SignedStatement(statement.text(), List.of(signature));
        return StatementVerifier.builder(URI.create(statement.cloud()))
                .clock(InstantSource.fixed(now))
                .build()
                .verify(signed, SshBinding.KIND)
                .accepted()
                .isPresent();
    }

    /** The bytes, if the text is their one spelling in base64. */
    private static Optional<byte[]> decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return Base64.getEncoder().encodeToString(bytes).equals(base64) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void require(boolean condition, SelfCertificateRejection reason) {
        if (!condition) {
            throw new Refusal(reason);
        }
    }
}
