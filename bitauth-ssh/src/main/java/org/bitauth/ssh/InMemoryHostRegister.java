package org.bitauth.ssh;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A register that ends with the process, for tests and demonstrations. */
public final class InMemoryHostRegister implements HostRegister {
    private final ConcurrentMap<String, SshPublicKey> keys = new ConcurrentHashMap<>();

    /** An empty register. */
    public InMemoryHostRegister() {}

    @Override
    public Optional<SshPublicKey> key(String instance) {
        return Optional.ofNullable(keys.get(instance));
    }

    @Override
    public SshPublicKey enrol(String instance, SshPublicKey key) {
        SshPublicKey before = keys.putIfAbsent(instance, key);
        return before == null ? key : before;
    }

    @Override
    public void remove(String instance) {
        keys.remove(instance);
    }
}
