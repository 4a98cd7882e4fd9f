package org.bitauth.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.Signable;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.internal.SignedForm;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.internal.P256Provider;
import org.bitauth.keystone.token.TokenKeys;

/**
 * What cannot be left out of a login, each part alone and with the texts of a real one: two MACs, the verification with a
 * key that comes as text (a curve library remembers multiples of a key that it has seen), one ES256 signature, and reading and writing all JSON. HTTP is measured from outside.
 */
final class LoginParts {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int BATCHES = 9;
    private static final int BATCH = 200;

    private final ObjectMapper mapper = new ObjectMapper();
    private final BitauthKey key = MeasuredUsers.key(1);
    private final String publicKey = key.publicKey().toHex();
    private final List<byte[]> read;
    private final List<JsonNode> written;
    private final byte[] challenge;
    private final Signable signable;
    private final BitauthSignature signature;
    private final byte[] unsigned;
    private final ECPrivateKey tokenKey =
            P256Provider.own((ECPrivateKey) TokenKeys.newKeyPair().getPrivate());
    private final SecretKeySpec macKey = new SecretKeySpec(new byte[32], "HmacSHA256");

    LoginParts(KeystoneHandler handler, URI url) throws IOException {
        BridgeLogin login = new BridgeLogin(url, List.of(key));
        String first = BridgeLogin.body(BridgeLogin.identity(key));
        RawResponse challenged = post(handler, first);
        String second = BridgeLogin.body(login.answer(challenged.text(), key));
        RawResponse issued = post(handler, second);
        String token = issued.header("X-Subject-Token").orElseThrow(() -> new IOException(issued.text()));
        String text = mapper.readTree(challenged.text())
                .at("/error/identity/bitauth/challenge")
                .asText();
        challenge = text.getBytes(StandardCharsets.US_ASCII);
        signable = Signable.of(SignedForm.challenge(text));
        signature = key.sign(signable);
        unsigned = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        read = List.of(first.getBytes(StandardCharsets.UTF_8), second.getBytes(StandardCharsets.UTF_8));
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        written = List.of(mapper.readTree(challenged.text()), mapper.readTree(issued.text()), mapper.readTree(claims));
    }

    private interface Part {
        Object once() throws IOException, GeneralSecurityException;
    }

    private static RawResponse post(KeystoneHandler handler, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return handler.handle(new RawRequest("POST", BridgeLogin.PATH, "", Map.of(), bytes));
    }

    /** Microseconds of this thread's processor time: MACs, verification, ES256, JSON. */
    String measure() throws IOException {
        return List.<Part>of(this::macs, this::verification, this::es256, this::json).stream()
                .map(part -> String.format(Locale.ROOT, "%.1f", micros(part)))
                .collect(Collectors.joining(" "));
    }

    private Object macs() throws GeneralSecurityException {
        Mac issued = Mac.getInstance(macKey.getAlgorithm());
        issued.init(macKey);
        Mac read = Mac.getInstance(macKey.getAlgorithm());
        read.init(macKey);
        return MessageDigest.isEqual(issued.doFinal(challenge), read.doFinal(challenge));
    }

    private Object verification() {
        return BitauthPublicKey.ofHex(publicKey).verifies(signable, signature);
    }

    private Object es256() throws GeneralSecurityException {
        Signature signer = Signature.getInstance("SHA256withECDSA", P256Provider.provider());
        signer.initSign(tokenKey);
        signer.update(unsigned);
        return signer.sign();
    }

    private Object json() throws IOException {
        int size = 0;
        for (byte[] body : read) {
            size += mapper.readTree(body).size();
        }
        for (JsonNode tree : written) {
            size += mapper.writeValueAsBytes(tree).length;
        }
        return size;
    }

    private static double micros(Part part) {
        Samples samples = new Samples();
        try {
            for (int batch = 0; batch < BATCHES; batch++) {
                long begin = THREADS.getCurrentThreadCpuTime();
                for (int i = 0; i < BATCH; i++) {
                    if (Boolean.FALSE.equals(part.once())) {
                        throw new IllegalStateException("part must work");
                    }
                }
                samples.add((THREADS.getCurrentThreadCpuTime() - begin) / 1e3 / BATCH);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return samples.median();
    }
}
