package org.bitauth.keystone.oidc;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.bitauth.StoreException;
import org.bitauth.http.RawRequest;

/** Devices that wait for a person: their codes, how long they wait, and how often they may ask. */
final class Devices {
    static final Duration LIFE = Duration.ofMinutes(5);
    /** Seconds between two questions of a device, as it is told. */
    static final int INTERVAL = 5;

    private static final String PURPOSE = "device";
    private static final int LEAST_INTERVAL = 2;
    private static final int TRIES = 5;

    private final OidcProvider provider;
    private final DeviceStore store;
    private final Optional<String> senderHeader;
    private final SenderLimit asking;
    private final SenderLimit guessing;
    private final SecureRandom random = new SecureRandom();

    Devices(OidcProvider provider, DeviceStore store, Optional<String> senderHeader) {
        this.provider = provider;
        this.store = store;
        this.senderHeader = senderHeader;
        asking = new SenderLimit(30, provider.clock());
        guessing = new SenderLimit(10, provider.clock());
    }

    /** A device code as it was opened. */
    record Code(String id, String userCode, String client, Instant created) {
        @Override
        public String toString() {
            return "Code[" + client + "]";
        }
    }

    boolean mayAsk(RawRequest request) {
        return asking.allows(sender(request));
    }

    boolean mayGuess(RawRequest request) {
        return guessing.allows(sender(request));
    }

    /** Keeps a new request. */
    DeviceRequest begin(RawRequest request, String client, String audience) {
        Instant now = provider.clock().instant();
        byte[] id = new byte[16];
        random.nextBytes(id);
        String idText = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        for (int i = 0; i < TRIES; i++) {
            DeviceRequest made = new DeviceRequest(
                    idText,
                    UserCode.next(random),
                    client,
                    audience,
                    sender(request),
                    now,
                    now.plus(LIFE),
                    Optional.empty());
            if (store.add(made)) {
                return made;
            }
        }
        throw new StoreException("device store takes no user code");
    }

    /** The device code of a request: good for longer than it, so that a late device learns why. */
    String code(DeviceRequest request) {
        Map<String, String> content =
                Map.of("device", request.id(), "user", request.userCode(), "client", request.client());
        return provider.seals().seal(PURPOSE, content, LIFE.multipliedBy(2));
    }

    Optional<Code> open(String deviceCode) {
        return provider.seals()
                .open(PURPOSE, deviceCode)
                .map(seal -> new Code(seal.get("device"), seal.get("user"), seal.get("client"), seal.issued()));
    }

    boolean isExpired(Code code) {
        return !provider.clock().instant().isBefore(code.created().plus(LIFE));
    }

    /** True for one question in each two seconds. */
    boolean isPatient(Code code) {
        Instant now = provider.clock().instant();
        long slot = now.getEpochSecond() / LEAST_INTERVAL;
        return provider.guard().claim("oidc poll " + code.id() + " " + slot, now.plusSeconds(LEAST_INTERVAL));
    }

    Optional<DeviceRequest> find(Code code) {
        return store.find(code.userCode()).filter(request -> request.id().equals(code.id()));
    }

    Optional<DeviceRequest> find(String userCode) {
        return store.find(userCode).filter(request -> request.decision().isEmpty());
    }

    boolean decide(DeviceRequest request, DeviceRequest.Decision decision) {
        return store.decide(request, decision);
    }

    /** Uses a confirmed request up; true for exactly one caller. */
    boolean claim(DeviceRequest request) {
        return provider.guard()
                .claim("oidc device " + request.id(), request.expires().plus(LIFE));
    }

    private String sender(RawRequest request) {
        String address = senderHeader.isPresent()
                ? request.header(senderHeader.get()).orElse("")
                : request.sender().orElse("");
        return address.matches("[0-9A-Fa-f.:]{2,45}") ? address : "unknown";
    }
}
