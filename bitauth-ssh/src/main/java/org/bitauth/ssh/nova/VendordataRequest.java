package org.bitauth.ssh.nova;

import java.util.Map;
import java.util.Optional;

/**
 * What Nova tells of an instance (Nova's administrator guide, "Vendordata", DynamicJSON).
 *
 * @param projectId the project that owns it
 * @param instanceId its id, a UUID
 * @param imageId the image, empty if it boots from a volume
 * @param hostname the host name that Nova made of the user's name for it; not unique
 * @param metadata the user's words
 */
public record VendordataRequest(
        String projectId, String instanceId, Optional<String> imageId, String hostname, Map<String, String> metadata) {
    /** Copies the map. */
    public VendordataRequest {
        metadata = Map.copyOf(metadata);
    }
}
