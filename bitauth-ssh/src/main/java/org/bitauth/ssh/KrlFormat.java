package org.bitauth.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.ssh.internal.WireReader;
import org.bitauth.ssh.internal.WireWriter;

/** The bytes of a revocation list: a header, one section for each CA, one for keys. */
final class KrlFormat {
    private static final byte[] MAGIC = "SSHKRL\n\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int CERTIFICATES = 1;
    private static final int EXPLICIT_KEYS = 2;
    private static final int SERIAL_LIST = 0x20;
    private static final int SERIAL_RANGE = 0x21;
    private static final int KEY_IDS = 0x23;
    private static final String ID = "sin:";

    private KrlFormat() {}

    static byte[] write(Krl krl) {
        WireWriter out = new WireWriter()
                .raw(MAGIC)
                .uint32(VERSION)
                .uint64(krl.number())
                .uint64(krl.generated().getEpochSecond())
                .uint64(0) // flags
                .string("") // reserved
                .string("bitauth");
        WireWriter identities = new WireWriter();
        Map<SshPublicKey, WireWriter> serials = new LinkedHashMap<>();
        WireWriter keys = new WireWriter();
        for (Revocation revocation : krl.revocations()) {
            if (revocation instanceof Revocation.Identity identity) {
                identities.string(CertificateRules.keyId(identity.sin()));
            } else if (revocation instanceof Revocation.Serials range) {
                byte[] ends = new WireWriter()
                        .uint64(range.first())
                        .uint64(range.last())
                        .toBytes();
                serials.computeIfAbsent(range.authority(), ca -> new WireWriter())
                        .uint8(SERIAL_RANGE)
                        .string(ends);
            } else if (revocation instanceof Revocation.Key key) {
                keys.string(key.key().blob());
            }
        }
        if (identities.toBytes().length > 0) {
            WireWriter ids = new WireWriter().uint8(KEY_IDS).string(identities.toBytes());
            section(out, CERTIFICATES, certificates(new byte[0], ids)); // of any CA
        }
        serials.forEach((ca, ranges) -> section(out, CERTIFICATES, certificates(ca.blob(), ranges)));
        if (keys.toBytes().length > 0) {
            section(out, EXPLICIT_KEYS, keys.toBytes());
        }
        return out.toBytes();
    }

    private static void section(WireWriter out, int type, byte[] data) {
        out.uint8(type).string(data);
    }

    private static byte[] certificates(byte[] authority, WireWriter entries) {
        return new WireWriter()
                .string(authority)
                .string("") // reserved
                .raw(entries.toBytes())
                .toBytes();
    }

    static Krl read(byte[] bytes) {
        if (bytes.length > Krl.MAX_BYTES) {
            throw new MalformedException("revocation list must have at most " + Krl.MAX_BYTES + " bytes");
        }
        WireReader in = new WireReader(bytes);
        if (!MessageDigest.isEqual(in.raw(MAGIC.length), MAGIC) || in.uint32() != VERSION) {
            throw new MalformedException("revocation list must be of version 1 of SSHKRL");
        }
        long number = in.uint64();
        long generated = in.uint64();
        if (number < 0 || generated < 0 || generated > Instant.MAX.getEpochSecond()) {
            throw new MalformedException("revocation list must have a number and a date of 63 bits");
        }
        in.uint64(); // flags
        in.string(); // reserved
        in.string(); // comment
        Set<Revocation> revocations = new LinkedHashSet<>();
        while (in.hasMore()) {
            int type = in.uint8();
            WireReader section = new WireReader(in.string());
            switch (type) {
                case CERTIFICATES -> readCertificates(section, revocations);
                case EXPLICIT_KEYS -> {
                    while (section.hasMore()) {
                        revocations.add(new Revocation.Key(SshPublicKey.ofBlob(section.string())));
                    }
                }
                default -> throw new MalformedException("revocation list must have known sections, has " + type);
            }
        }
        return new Krl(number, Instant.ofEpochSecond(generated), revocations);
    }

    private static void readCertificates(WireReader section, Set<Revocation> revocations) {
        byte[] blob = section.string();
        // Read once: checking a key takes longer than reading a thousand numbers.
        Optional<SshPublicKey> authority = blob.length == 0 ? Optional.empty() : Optional.of(SshPublicKey.ofBlob(blob));
        section.string(); // reserved
        while (section.hasMore()) {
            int type = section.uint8();
            WireReader entries = new WireReader(section.string());
            while (entries.hasMore()) {
                revocations.add(entry(type, entries, authority));
            }
        }
    }

    private static Revocation entry(int type, WireReader entries, Optional<SshPublicKey> authority) {
        return switch (type) {
            case SERIAL_LIST -> {
                long serial = entries.uint64();
                yield serials(authority, serial, serial);
            }
            case SERIAL_RANGE -> serials(authority, entries.uint64(), entries.uint64());
            case KEY_IDS -> identity(entries.text(), authority);
            default -> throw new MalformedException("revocation list must have known entries, has " + type);
        };
    }

    private static Revocation serials(Optional<SshPublicKey> authority, long first, long last) {
        return new Revocation.Serials(
                authority.orElseThrow(() -> new MalformedException("revocation list must name serials of one CA")),
                first,
                last);
    }

    private static Revocation identity(String keyId, Optional<SshPublicKey> authority) {
        if (!keyId.startsWith(ID) || authority.isPresent()) {
            throw new MalformedException("revocation list must name key ids of identities, of any CA");
        }
        return new Revocation.Identity(new Sin(keyId.substring(ID.length())));
    }
}
