package org.bitauth.keystone;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bitauth.keystone.store.InMemoryDirectory;
import org.bitauth.keystone.token.InMemoryRevocationStore;
import org.bitauth.keystone.token.Revocation;

/** A cloud whose users can be written: alice and a service with a role on project demo, and rules for whoever else comes. */
final class WritableCloud {
    static final Domain HOME = new Domain("default", "Default");

    private volatile Supplier<Instant> clock = () -> DemoCloud.START.minusSeconds(3600);
    final InMemoryDirectory store = new InMemoryDirectory(this::now);
    final InMemoryRevocationStore revocations = new InMemoryRevocationStore(this::now);
    final DirectoryAdmin admin = new DirectoryAdmin(store, revocations, this::now);
    final DemoCloud cloud;
    final Project demo;
    final User alice;

    WritableCloud(MappingRule... rules) {
        admin.createDomain(HOME.id(), HOME.name());
        demo = admin.createProject("demo", HOME);
        alice = admin.createUser("alice", HOME, List.of(DemoCloud.ALICE.sin()), Optional.of(demo.id()));
        admin.grant(Grant.onProject(alice.id(), demo.id(), "member"));
        User service = admin.createUser("svc", HOME, List.of(DemoCloud.SVC.sin()), Optional.of(demo.id()));
        admin.grant(Grant.onProject(service.id(), demo.id(), "service"));
        cloud = DemoCloud.of(
                new MappingDirectory(store, List.of(rules)),
                (builder, instants) ->
                        builder.rotation(admin).revocations(revocations).applicationCredentials(store));
        clock = cloud::now;
    }

    Instant now() {
        return clock.get();
    }

    /** The revocations of users, in no order. */
    List<Revocation> revoked() {
        return revocations.list().revocations();
    }
}
