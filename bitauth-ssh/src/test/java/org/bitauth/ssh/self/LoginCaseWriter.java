package org.bitauth.ssh.self;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.bitauth.ssh.self.SelfCertificates.SIGNATURE;
import static org.bitauth.ssh.self.SelfCertificates.STATEMENT;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bitauth.BitauthKey;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.internal.WireWriter;

/**
 * Writes {@code login-cases.txt} anew, with new keys: run {@link #main} with the file's path after a change of the format,
 * never to make a test green. What must be said in each case is written here by hand.
 */
final class LoginCaseWriter {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String CLOUD = "https://cloud.example/v3";
    private static final String GOOD_END = "2026-11-22T11:00:00Z";

    private final BitauthKey owner = BitauthKey.generate();
    private final BitauthKey stranger = BitauthKey.generate();
    private final SshKeyPair key = SshKeyPair.generate();
    private final List<LoginCase> cases = new ArrayList<>();
    private final String accepted = "ACCEPTED cert-authority,principals=\"debian\",expiry-time=\"20261122110000Z\" "
            + key.publicKey().line();

    private LoginCaseWriter() {}

    public static void main(String[] arguments) throws IOException {
        LoginCaseWriter writer = new LoginCaseWriter();
        writer.certificates();
        writer.statements();
        writer.times();
        writer.signatures();
        writer.files();
        StringBuilder out = new StringBuilder("# Written by LoginCaseWriter; LoginCase tells the format.\n\n");
        writer.cases.forEach(one -> out.append(one.text()));
        Files.writeString(Path.of(arguments[0]), out);
    }

    private void certificates() {
        add("good", forged(any -> {}), accepted);
        LoginCase good = cases.get(0);
        put(good, "other-key-type", good.login(), "ssh-ed25519", good.key(), "TYPE");
        put(
                good,
                "plain-key",
                "debian",
                SshCertificate.TYPE,
                key.publicKey().line().split(" ", -1)[1],
                "MALFORMED");
        put(good, "no-base64", "debian", SshCertificate.TYPE, "!!!!", "MALFORMED");
        put(good, "base64-without-padding", "debian", SshCertificate.TYPE, "AAAAB", "MALFORMED");
        put(good, "cut-off", "debian", SshCertificate.TYPE, good.key().substring(0, 400), "MALFORMED");
        put(good, "absurd-size", "debian", SshCertificate.TYPE, "{A*100000}", "MALFORMED");
        put(good, "one-over-the-longest", "debian", SshCertificate.TYPE, "{A*8196}", "MALFORMED");
        byte[] blob = Base64.getDecoder().decode(good.key());
        for (int at : new int[] {0, 36, 72}) {
            byte[] absurd = blob.clone();
            Arrays.fill(absurd, at, at + 4, (byte) 0xff);
            raw(good, "length-of-4-gib-at-" + at, absurd);
            absurd[at] = 0x7f;
            raw(good, "length-of-2-gib-at-" + at, absurd);
        }
        byte[] flipped = blob.clone();
        flipped[80] ^= 1;
        raw(good, "flipped-bit-of-the-key", flipped);
        flipped = blob.clone();
        flipped[blob.length - 5] ^= 4;
        raw(good, "flipped-bit-of-the-signature", flipped);
        add("bytes-at-the-end", forged(f -> f.after = new byte[] {0}), "MALFORMED");
        add("type-inside-is-another", forged(f -> f.type = "ssh-rsa-cert-v01@openssh.com"), "MALFORMED");
        add("of-a-host", forged(f -> f.kind = 2), "MALFORMED");
        add("of-kind-3", forged(f -> f.kind = 3), "MALFORMED");
        add("key-id-with-a-line-feed", forged(f -> f.keyId = "sin:\nx"), "MALFORMED");
        add("principal-with-a-line-feed", forged(f -> f.principals = ForgedCertificate.value("a\nb")), "MALFORMED");
        add("principals-that-end-early", forged(f -> f.principals = new byte[] {0, 0, 0, 9, 'a'}), "MALFORMED");
        add("no-principals", forged(f -> f.principals = new byte[0]), accepted);
        add("long-nonce", forged(f -> f.nonce = new byte[1000]), accepted);
        add("signed-by-another-key", forged(f -> f.authority = SshKeyPair.generate()), "OTHER_SIGNER");
        add("key-of-small-order", forged(LoginCaseWriter::ofSmallOrder), "MALFORMED");
        add("critical-option", forged(f -> f.options = ForgedCertificate.option("force-command", "true")), accepted);
        add(
                "options-out-of-order",
                forged(f -> f.options = join(ForgedCertificate.option("b", "x"), ForgedCertificate.option("a", "x"))),
                "MALFORMED");
        add(
                "option-twice",
                forged(f -> f.options = join(ForgedCertificate.option("a", "x"), ForgedCertificate.option("a", "x"))),
                "MALFORMED");
        add("option-with-bytes-after-its-value", forged(f -> f.options = tailed()), "MALFORMED");
        add("257-principals", forged(f -> f.principals = many(257)), "MALFORMED");
        add("256-principals", forged(f -> f.principals = many(256)), accepted);
        add("without-statement", forged(f -> f.extensions = without(STATEMENT)), "NO_BINDING");
        add("without-signature", forged(f -> f.extensions = without(SIGNATURE)), "NO_BINDING");
        add("empty-statement", forged(f -> f.extensions = with(STATEMENT, new byte[0])), "NO_BINDING");
    }

    private void statements() {
        add("statement-with-a-line-feed-at-its-end", text(said -> said + "\n"), "STATEMENT");
        add("statement-with-crlf", text(said -> said.replace("\n", "\r\n")), "STATEMENT");
        add("statement-of-version-2", text(said -> said.replace("binding 1", "binding 2")), "STATEMENT");
        add("statement-of-another-kind", text(said -> said.replace("ssh-binding", "rotate")), "STATEMENT");
        add("login-challenge", text(said -> said.replace("ssh-binding", "login")), "STATEMENT");
        add("statement-with-another-line", text(said -> said + "\nNonce: abc"), "STATEMENT");
        add("statement-without-a-line", text(said -> said.replaceAll("\nInstance: .*", "")), "STATEMENT");
        add("statement-with-a-line-twice", text(said -> said.replaceAll("(\nLogin: .*)", "$1$1")), "STATEMENT");
        add("lines-in-another-order", text(LoginCaseWriter::swapped), "STATEMENT");
        add("two-blanks", text(said -> said.replace("Login: ", "Login:  ")), "STATEMENT");
        add("blank-at-a-line-end", text(said -> said.replace("\nKey:", " \nKey:")), "STATEMENT");
        add("empty-login", line("Login", ""), "STATEMENT");
        add("login-with-a-quote", line("Login", "debian\""), "STATEMENT");
        add("login-of-65", line("Login", "a".repeat(65)), "STATEMENT");
        add("statement-with-nul", text(said -> said.replace("debian", "debian\0")), "STATEMENT");
        add("statement-beyond-ascii", text(said -> said.replace("debian", "debi\u00e4n")), "STATEMENT");
        add("statement-of-4100", text(said -> said + "a".repeat(4100 - said.length())), "STATEMENT");
        add("statement-in-base64-without-padding", forged(f -> f.extensions = LoginCaseWriter::unpadded), "STATEMENT");
        add("ftp-cloud", line("Cloud", "ftp://cloud.example"), "STATEMENT");
        add("short-fingerprint", line("Key", "SHA256:abc"), "STATEMENT");
        add("other-ssh-key-named", line("Key", SshKeyPair.generate().publicKey().fingerprint()), "OTHER_KEY");
        add("other-login-stated", line("Login", "root"), "OTHER_LOGIN");
        LoginCase good = cases.get(0);
        for (String login : new String[] {"root", "Debian", "deb ian", "debia", "debiann", "debian\\"}) {
            put(good, "asks-for-" + login.replace(' ', '_'), login, good.type(), good.key(), "OTHER_LOGIN");
        }
        add("other-cloud", line("Cloud", "https://other.example/v3"), "OTHER_CLOUD");
        add("other-instance", line("Instance", "i-2"), "OTHER_INSTANCE");
        add("instance-in-other-case", line("Instance", "I-1"), "OTHER_INSTANCE");
        add("statement-changed-after-the-signature", forged(f -> f.statement = LoginCaseWriter::later), "SIGNATURE");
        add("other-identity", line("Identity", stranger.sin().value()), "IDENTITY");
        add("identity-with-0", line("Identity", "0" + owner.sin().value().substring(1)), "STATEMENT");
    }

    private void times() {
        add("ends-now", line("Not-After", NOW.toString()), "EXPIRED");
        add("ended-a-second-ago", line("Not-After", NOW.minusSeconds(1).toString()), "EXPIRED");
        add("ended-in-the-year-0", line("Not-After", "0000-02-29T00:00:00Z"), "EXPIRED");
        String last = accepted.replace("20261122110000Z", "20261122100001Z");
        add("ends-in-a-second", line("Not-After", "2026-11-22T10:00:01Z"), last);
        String day = accepted.replace("20261122110000Z", "20261123100000Z");
        add("ends-in-24-hours", line("Not-After", "2026-11-23T10:00:00Z"), day);
        add("ends-a-second-later", line("Not-After", "2026-11-23T10:00:01Z"), "TOO_LONG");
        add("ends-in-the-year-9999", line("Not-After", "9999-12-31T23:59:59Z"), "TOO_LONG");
        add("ends-on-29-february-of-2027", line("Not-After", "2027-02-29T00:00:00Z"), "STATEMENT");
        add("ends-in-month-13", line("Not-After", "2026-13-01T00:00:00Z"), "STATEMENT");
        add("ends-on-day-0", line("Not-After", "2026-12-00T00:00:00Z"), "STATEMENT");
        add("ends-at-24-00", line("Not-After", "2026-11-22T24:00:00Z"), "STATEMENT");
        add("ends-at-second-60", line("Not-After", "2026-11-22T10:59:60Z"), "STATEMENT");
        add("ends-with-a-fraction", line("Not-After", "2026-11-22T11:00:00.0Z"), "STATEMENT");
        add("ends-in-another-zone", line("Not-After", "2026-11-22T11:00:00+01:00"), "STATEMENT");
        add("ends-in-seconds", line("Not-After", "1795345200"), "STATEMENT");
    }

    private void signatures() {
        add("high-s", forged(f -> f.proof = ForgedCertificate::twin), "SIGNATURE");
        add("flipped-bit-of-the-bitcoin-signature", forged(f -> f.proof = der -> flip(der, 20)), "SIGNATURE");
        add("r-is-0", forged(f -> f.proof = der -> zeroed()), "SIGNATURE");
        add("padded-r", forged(f -> f.proof = LoginCaseWriter::padded), "SIGNATURE");
        add("hash-type-at-the-end", forged(f -> f.proof = der -> Arrays.copyOf(der, der.length + 1)), "SIGNATURE");
        add("empty-bitcoin-signature", forged(f -> f.proof = der -> new byte[0]), "SIGNATURE");
        add("long-bitcoin-signature", forged(f -> f.proof = der -> new byte[1000]), "SIGNATURE");
        add(
                "upper-case-signature",
                forged(f -> f.proofText =
                        text -> text.substring(0, 67) + text.substring(67).toUpperCase(Locale.ROOT)),
                "SIGNATURE");
        add("no-blank-before-the-signature", forged(f -> f.proofText = text -> text.replace(' ', ':')), "SIGNATURE");
        add("key-not-on-the-curve", forged(f -> f.publicKey = "02" + "0".repeat(63) + "5"), "SIGNATURE");
        add("hybrid-key", forged(f -> f.publicKey = "06" + f.publicKey.substring(2)), "SIGNATURE");
        add("key-of-a-stranger", forged(f -> f.publicKey = stranger.publicKey().toHex()), "IDENTITY");
        ForgedCertificate foreign = new ForgedCertificate(stranger, key, "debian", "i-1", GOOD_END);
        add("not-in-the-owner-list", foreign, "NOT_OWNER");
    }

    private void files() {
        LoginCase good = cases.get(0);
        String sin = owner.sin().value();
        file("owners-missing", good, good.cloud(), good.instance(), "-", "SETUP");
        file("owners-empty", good, good.cloud(), good.instance(), "", "NOT_OWNER");
        file("owner-of-another-login", good, good.cloud(), good.instance(), sin + " root\\n", "NOT_OWNER");
        file("owner-with-a-blank-more", good, good.cloud(), good.instance(), sin + " debian \\n", "NOT_OWNER");
        file("owner-behind-a-comment-sign", good, good.cloud(), good.instance(), "#" + sin + " debian\\n", "NOT_OWNER");
        file("owner-in-a-longer-line", good, good.cloud(), good.instance(), sin + " debian2\\n", "NOT_OWNER");
        file("owner-in-a-line-of-windows", good, good.cloud(), good.instance(), sin + " debian\\r\\n", "NOT_OWNER");
        file(
                "owner-in-the-last-line-without-end",
                good,
                good.cloud(),
                good.instance(),
                "x\\n" + sin + " debian",
                accepted);
        String long1 = "{z*100000}" + "\\n" + sin + " debian\\n";
        file("owner-after-a-long-line", good, good.cloud(), good.instance(), long1, accepted);
        file(
                "owners-of-over-a-mebibyte",
                good,
                good.cloud(),
                good.instance(),
                sin + " debian\\n" + "{z*1100000}",
                "SETUP");
        file("instance-missing", good, good.cloud(), "-", good.owners(), "SETUP");
        file("instance-empty", good, good.cloud(), "", good.owners(), "SETUP");
        file("instance-of-two-lines", good, good.cloud(), "i-1\\ni-2\\n", good.owners(), "SETUP");
        file("instance-without-line-end", good, good.cloud(), "i-1", good.owners(), accepted);
        file("instance-is-another", good, good.cloud(), "i-2\\n", good.owners(), "OTHER_INSTANCE");
        file("cloud-missing", good, "-", good.instance(), good.owners(), "SETUP");
        file("cloud-is-another", good, "https://cloud.example\\n", good.instance(), good.owners(), "OTHER_CLOUD");
        file("cloud-of-2000", good, "https://{c*2000}" + "\\n", good.instance(), good.owners(), "SETUP");
    }

    private ForgedCertificate forged(Consumer<ForgedCertificate> change) {
        ForgedCertificate forged = new ForgedCertificate(owner, key, "debian", "i-1", GOOD_END);
        change.accept(forged);
        return forged;
    }

    private ForgedCertificate text(UnaryOperator<String> change) {
        return forged(f -> f.text = change);
    }

    private ForgedCertificate line(String name, String value) {
        return forged(f -> f.lines.put(name, value));
    }

    private void add(String name, ForgedCertificate certificate, String said) {
        cases.add(new LoginCase(
                name,
                NOW.getEpochSecond(),
                CLOUD + "\\n",
                "i-1\\n",
                owner.sin() + " root\\n" + owner.sin() + " debian\\n",
                "debian",
                SshCertificate.TYPE,
                certificate.base64(),
                said));
    }

    private void put(LoginCase good, String name, String login, String type, String shown, String said) {
        cases.add(new LoginCase(
                name, good.now(), good.cloud(), good.instance(), good.owners(), login, type, shown, said));
    }

    private void raw(LoginCase good, String name, byte[] blob) {
        String shown = Base64.getEncoder().encodeToString(blob);
        put(good, name, good.login(), good.type(), shown, "MALFORMED");
    }

    private void file(String name, LoginCase good, String cloud, String instance, String owners, String said) {
        cases.add(
                new LoginCase(name, good.now(), cloud, instance, owners, good.login(), good.type(), good.key(), said));
    }

    private static byte[] tailed() {
        return new WireWriter()
                .string("a")
                .string(join(ForgedCertificate.value("x"), new byte[1]))
                .toBytes();
    }

    private static byte[] many(int count) {
        WireWriter out = new WireWriter();
        for (int i = 0; i < count; i++) {
            out.string("debian");
        }
        return out.toBytes();
    }

    private static byte[] join(byte[] first, byte[] second) {
        return new WireWriter().raw(first).raw(second).toBytes();
    }

    /** A key for which everybody can sign, and which the statement names. */
    private static void ofSmallOrder(ForgedCertificate forged) {
        forged.smallPoint = Arrays.copyOf(new byte[] {1}, 32);
        forged.lines.put("Key", ForgedCertificate.fingerprint(forged.smallPoint));
    }

    private static UnaryOperator<Map<String, byte[]>> without(String name) {
        return map -> {
            map.remove(name);
            return map;
        };
    }

    private static UnaryOperator<Map<String, byte[]>> with(String name, byte[] value) {
        return map -> {
            map.put(name, value);
            return map;
        };
    }

    private static Map<String, byte[]> unpadded(Map<String, byte[]> map) {
        byte[] old = map.getOrDefault(STATEMENT, new byte[4]);
        String text = new String(old, 4, old.length - 4, US_ASCII);
        map.put(STATEMENT, ForgedCertificate.value(text.substring(0, text.length() - 1)));
        return map;
    }

    private static String swapped(String said) {
        return said.replaceAll("(\nLogin: .*)(\nInstance: .*)", "$2$1");
    }

    private static byte[] later(byte[] said) {
        return new String(said, US_ASCII).replace("T11:00:00Z", "T12:00:00Z").getBytes(US_ASCII);
    }

    private static byte[] flip(byte[] bytes, int at) {
        bytes[at] ^= 1;
        return bytes;
    }

    private static byte[] zeroed() {
        return ForgedCertificate.der(BigInteger.ZERO, BigInteger.ONE);
    }

    private static byte[] padded(byte[] der) {
        byte[] out = new byte[der.length + 1];
        System.arraycopy(der, 0, out, 0, 4);
        System.arraycopy(der, 4, out, 5, der.length - 4);
        out[1]++;
        out[3]++;
        return out;
    }
}
