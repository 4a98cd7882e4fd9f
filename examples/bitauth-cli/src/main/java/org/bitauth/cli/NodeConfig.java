package org.bitauth.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.bitauth.keystone.payment.bitcoin.NodeCredentials;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code node} of the section {@code payments}: the vendor's own Bitcoin node.
 *
 * @param url where its JSON-RPC is
 * @param cookie the file in which it keeps its credentials
 * @param user or the user that {@code rpcauth} names
 * @param passwordFile and a file with his password, for its owner only
 */
record NodeConfig(
        @JsonProperty(required = true) URI url,
        @JsonSetter(nulls = Nulls.SET) @Nullable Path cookie,
        @JsonSetter(nulls = Nulls.SET) @Nullable String user,

        @JsonProperty("password_file") @JsonSetter(nulls = Nulls.SET) @Nullable
        Path passwordFile) {
    /** Credentials are a cookie, or a user with his password. */
    NodeConfig {
        boolean byUser = user != null && passwordFile != null;
        if ((user == null) != (passwordFile == null) || byUser == (cookie != null)) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE, "config node must have 'cookie', or 'user' and 'password_file'");
        }
    }

    NodeCredentials credentials() {
        if (cookie != null) {
            return NodeCredentials.cookie(cookie);
        }
        Path file = Objects.requireNonNull(passwordFile);
        String password = KeyFile.readPrivate(file, "node password file").strip();
        return NodeCredentials.password(Objects.requireNonNull(user), password);
    }
}
