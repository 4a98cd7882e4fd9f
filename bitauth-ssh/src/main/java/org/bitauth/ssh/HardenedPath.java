package org.bitauth.ssh;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;

/**
 * A path below a wallet's seed whose every step is hardened, the only ones that Ed25519 has (SLIP-0010).
 *
 * @param steps the numbers without the hardened bit, 0 to 2147483647, at most 10
 */
public record HardenedPath(List<Integer> steps) {
    private static final int MOST_STEPS = 10;
    private static final Pattern STEP = Pattern.compile("(0|[1-9][0-9]{0,9})['hH]");
    private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]*://[!-~]{1,1000}");
    private static final int SLIP_13 = 13;

    /**
     * Copies and checks the steps.
     *
     * @throws MalformedException if there are more than 10, or one is out of range
     */
    public HardenedPath {
        steps = List.copyOf(steps);
        if (steps.size() > MOST_STEPS || steps.stream().anyMatch(step -> step < 0)) {
            throw new MalformedException("path must have at most " + MOST_STEPS + " steps of 0 to 2147483647");
        }
    }

    /**
     * Reads a path.
     *
     * @param text as {@code m/44'/0'/0'}; {@code h} may stand in place of the apostrophe
     * @return the path
     * @throws MalformedException if it has another form, or a step that is not hardened
     */
    public static HardenedPath parse(String text) {
        String[] words = text.split("/", -1);
        if (!words[0].equals("m") || words.length > MOST_STEPS + 1) {
            throw new MalformedException("path must begin with m and have at most " + MOST_STEPS + " steps");
        }
        List<Integer> steps = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            if (!STEP.matcher(words[i]).matches()) {
                throw new MalformedException("path must have hardened steps, as m/44'/0'/0'");
            }
            long step = Long.parseLong(words[i].substring(0, words[i].length() - 1));
            if (step > Integer.MAX_VALUE) {
                throw new MalformedException("path must have steps of 0 to 2147483647");
            }
            steps.add((int) step);
        }
        return new HardenedPath(steps);
    }

    /**
     * The path of a service (SLIP-0013), as hardware wallets use it for SSH.
     *
     * @param uri for example {@code ssh://root@example.com:2222}, hashed as it is
     * @param index tells several keys of one service apart, unsigned
     * @return {@code m/13'/A'/B'/C'/D'}
     * @throws MalformedException if it is no URI with a scheme, in ASCII
     */
    public static HardenedPath ofService(String uri, int index) {
        if (!URI.matcher(uri).matches()) {
            throw new MalformedException("service must be a URI as ssh://root@example.com");
        }
        byte[] name = uri.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer hashed = ByteBuffer.allocate(4 + name.length).order(ByteOrder.LITTLE_ENDIAN);
        hashed.putInt(index).put(name);
        ByteBuffer hash = ByteBuffer.wrap(sha256(hashed.array())).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> steps = new ArrayList<>(List.of(SLIP_13));
        for (int i = 0; i < 4; i++) {
            steps.add(hash.getInt() & Integer.MAX_VALUE);
        }
        return new HardenedPath(steps);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("m");
        steps.forEach(step -> text.append('/').append(step).append('\''));
        return text.toString();
    }
}
