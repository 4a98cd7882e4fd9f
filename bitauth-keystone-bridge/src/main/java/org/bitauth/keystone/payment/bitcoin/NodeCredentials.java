package org.bitauth.keystone.payment.bitcoin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.jspecify.annotations.Nullable;

/** What lets a program call a node. */
public final class NodeCredentials {
    private static final int MAX_LENGTH = 1024;
    private static final Pattern FORM = Pattern.compile("[\\x20-\\x39\\x3b-\\x7e]+:[\\x20-\\x7e]+");

    private final @Nullable Path cookie;
    private final String userAndPassword;

    private NodeCredentials(@Nullable Path cookie, String userAndPassword) {
        this.cookie = cookie;
        this.userAndPassword = userAndPassword;
    }

    /**
     * The file that a node writes at each start. It is read at each call, since a node that is started again writes
     * another one.
     *
     * @param file for example {@code .cookie} in the node's folder; need not be there yet
     * @return the credentials
     */
    public static NodeCredentials cookie(Path file) {
        return new NodeCredentials(file, "");
    }

    /**
     * A name and a password, as {@code rpcauth} has them in the node's configuration.
     *
     * @param user the name, printable ASCII without a colon
     * @param password the password, printable ASCII
     * @return the credentials
     * @throws MalformedException if they have other characters
     */
    public static NodeCredentials password(String user, String password) {
        String both = user + ":" + password;
        if (user.contains(":") || !FORM.matcher(both).matches()) {
            throw new MalformedException("user and password must be printable ASCII");
        }
        return new NodeCredentials(null, both);
    }

    /** The value of the header {@code Authorization}. */
    String authorization() throws ChainException {
        String text = cookie == null ? userAndPassword : read(cookie);
        if (!FORM.matcher(text).matches()) {
            throw new ChainException(Reason.CREDENTIALS, "cookie of the node must be a name and a password");
        }
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(Path file) throws ChainException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return new String(bytes.readNBytes(MAX_LENGTH), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw new ChainException(Reason.CREDENTIALS, "cookie of the node must be readable", e);
        }
    }

    /** Nothing of them. */
    @Override
    public String toString() {
        return "NodeCredentials";
    }
}
