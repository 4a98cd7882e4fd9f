package org.bitauth.keystone.oidc;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bitauth.StoreException;

/** Keeps the waiting devices of one process. When it is full of requests that have not expired, it refuses new ones. */
public final class InMemoryDeviceStore implements DeviceStore {
    /** The capacity unless another is given. */
    public static final int DEFAULT_CAPACITY = 10_000;

    private final int capacity;
    private final InstantSource clock;
    private final Map<String, DeviceRequest> byUserCode = new HashMap<>();

    /** A store of the default capacity on the system's clock. */
    public InMemoryDeviceStore() {
        this(DEFAULT_CAPACITY, InstantSource.system());
    }

    /**
     * A store.
     *
     * @param capacity how many requests it keeps at most
     * @param clock what tells the time
     */
    public InMemoryDeviceStore(int capacity, InstantSource clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    @Override
    public synchronized boolean add(DeviceRequest request) {
        if (byUserCode.size() >= capacity) {
            byUserCode.values().removeIf(this::isExpired);
        }
        if (find(request.userCode()).isPresent()) {
            return false;
        }
        if (byUserCode.size() >= capacity) {
            throw new StoreException("device store is full: " + capacity + " requests that have not expired");
        }
        byUserCode.put(request.userCode(), request);
        return true;
    }

    @Override
    public synchronized Optional<DeviceRequest> find(String userCode) {
        return Optional.ofNullable(byUserCode.get(userCode)).filter(request -> !isExpired(request));
    }

    @Override
    public synchronized boolean decide(DeviceRequest request, DeviceRequest.Decision decision) {
        Optional<DeviceRequest> open = find(request.userCode())
                .filter(kept ->
                        kept.id().equals(request.id()) && kept.decision().isEmpty());
        open.ifPresent(kept -> byUserCode.put(kept.userCode(), kept.with(decision)));
        return open.isPresent();
    }

    private boolean isExpired(DeviceRequest request) {
        return !clock.instant().isBefore(request.expires());
    }
}
