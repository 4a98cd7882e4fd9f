package org.bitauth.cli;

import java.net.URI;
import org.bitauth.challenge.CloudUrl;

/** The URL of a cloud as the user writes it. */
final class CloudArgument {
    private CloudArgument() {}

    static URI parse(String url) {
        try {
            return URI.create(CloudUrl.of(URI.create(url)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE, "URL must be https, or http for a loopback address, was " + url);
        }
    }
}
