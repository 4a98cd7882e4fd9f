package org.bitauth.ssh;

import java.util.Optional;
import org.bitauth.Sin;

/**
 * What a {@link LoginPolicy} decides about.
 *
 * @param sin the identity that was proven
 * @param login the login that it asks for
 * @param instance the instance
 * @param key the SSH key that the certificate will be for
 * @param sourceAddress the network address that the request came from, where the server tells; it proves nothing
 */
public record LoginRequest(Sin sin, String login, String instance, SshPublicKey key, Optional<String> sourceAddress) {}
