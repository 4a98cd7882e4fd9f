package org.bitauth.ssh.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;
import org.bitauth.ssh.IssueRecord;
import org.bitauth.ssh.Krl;
import org.bitauth.ssh.SourceAddress;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.SshdLogin;
import org.bitauth.ssh.internal.WireReader;
import org.bitauth.ssh.internal.WireWriter;

/**
 * Each parser of what comes from outside. Whatever it is fed, it gives a value that is written again as the same text or
 * list, or throws a {@link MalformedException} where it may throw at all. Texts are read as UTF-8.
 */
public enum SshParserTarget {
    /** Line of a certificate, with its signature. */
    CERTIFICATE {
        @Override
        boolean takes(byte[] input) {
            String text = text(input);
            SshCertificate certificate = SshCertificate.parse(text);
            require(certificate.line().equals(text.strip()));
            require(certificate.isValidAt(certificate.validAfter())
                    == certificate.validAfter().isBefore(certificate.validBefore()));
            return require(SshCertificate.parse(certificate.line()).equals(certificate));
        }
    },
    /** Bytes of a revocation list; what others wrote in another order is written in ours. */
    KRL {
        @Override
        boolean takes(byte[] input) {
            Krl krl = Krl.parse(input);
            Krl again = Krl.parse(krl.toBytes());
            require(MessageDigest.isEqual(again.toBytes(), krl.toBytes()));
            require(again.number() == krl.number() && again.generated().equals(krl.generated()));
            require(again.revocations().size() == krl.revocations().size());
            return require(again.revocations().containsAll(krl.revocations()));
        }
    },
    /** SSH's data types, one after the other until the end. */
    WIRE {
        @Override
        boolean takes(byte[] input) {
            WireReader in = new WireReader(input);
            WireWriter out = new WireWriter();
            for (int i = 0; in.hasMore(); i++) {
                switch (i % 5) {
                    case 0 -> out.string(in.string());
                    case 1 -> out.uint8(in.uint8());
                    case 2 -> out.uint32(in.uint32());
                    case 3 -> out.uint64(in.uint64());
                    default -> out.raw(in.raw(2));
                }
                require(in.position() == out.toBytes().length);
            }
            in.end();
            return require(MessageDigest.isEqual(input, out.toBytes()));
        }
    },
    /** Line of a public key. */
    KEY_LINE {
        @Override
        boolean takes(byte[] input) {
            String text = text(input);
            SshPublicKey key = SshPublicKey.parse(text);
            require(text.strip().startsWith(key.line()));
            return require(SshPublicKey.ofBlob(key.blob()).equals(key));
        }
    },
    /** File of a private key. */
    KEY_FILE {
        @Override
        boolean takes(byte[] input) {
            SshKeyPair key = SshKeyPair.parse(text(input));
            SshKeyPair again = SshKeyPair.parse(key.privateKeyFile(SecretAccess.EXPORT));
            return require(again.publicKey().equals(key.publicKey()));
        }
    },
    /** Form of a request for a user certificate, either step: throws nothing, and nothing is the server's fault. */
    USER_FORM {
        @Override
        boolean takes(byte[] input) {
            return FormTarget.isTaken("/certificates", input);
        }
    },
    /** Form of a request for a host certificate: throws nothing, and nothing is the server's fault. */
    HOST_FORM {
        @Override
        boolean takes(byte[] input) {
            return FormTarget.isTaken("/host-certificates", input);
        }
    },
    /** Body of Nova's request for vendordata: throws nothing, and nothing is the server's fault. */
    VENDORDATA {
        @Override
        boolean takes(byte[] input) {
            return FormTarget.isTakenAsVendordata(input);
        }
    },
    /** A network that logins may come from. */
    SOURCE_ADDRESS {
        @Override
        boolean takes(byte[] input) {
            String network = SourceAddress.parse(text(input)).toString();
            return require(SourceAddress.parse(network).toString().equals(network));
        }
    },
    /** Line of sshd's log; throws nothing. */
    SSHD_LOGIN {
        @Override
        boolean takes(byte[] input) {
            String text = text(input);
            return SshdLogin.parse(text)
                    .filter(found -> require(text.contains(" ID " + found.keyId() + " (serial ")))
                    .isPresent();
        }
    },
    /** Line of the issue log. */
    ISSUE_RECORD {
        @Override
        boolean takes(byte[] input) {
            String text = text(input);
            return require(IssueRecord.parse(text).line().equals(text));
        }
    },
    /** Messages to an agent, each after its length, on one connection: throws nothing, and takes it if none fails. */
    AGENT {
        @Override
        boolean takes(byte[] input) {
            return AgentTarget.isTaken(input);
        }
    };

    /** Targets that throw nothing at all, since refusals are values there. */
    private static final List<SshParserTarget> THROW_NOTHING =
            List.of(USER_FORM, HOST_FORM, VENDORDATA, SSHD_LOGIN, AGENT);

    /**
     * Feeds the parser.
     *
     * @param input what a stranger sent
     * @return true if it was taken
     */
    public boolean feed(byte[] input) {
        try {
            return takes(input);
        } catch (MalformedException allowed) {
            if (THROW_NOTHING.contains(this)) {
                throw allowed;
            }
            return false;
        }
    }

    abstract boolean takes(byte[] input);

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    private static boolean require(boolean rule) {
        if (!rule) {
            throw new IllegalStateException("a parser read what it would not write");
        }
        return true;
    }
}
