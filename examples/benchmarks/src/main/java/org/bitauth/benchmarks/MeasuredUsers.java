package org.bitauth.benchmarks;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.internal.Hashes;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.User;
import org.bitauth.keystone.store.InMemoryDirectory;

/** The users of a measured cloud. Their keys follow from their numbers, so that client and server need not talk of them. */
final class MeasuredUsers {
    static final Domain DOMAIN = new Domain("default", "Default");
    static final Project PROJECT = new Project("0123456789abcdef0123456789abcdef", "measured", DOMAIN);
    /** The user with role service, who validates. */
    static final int SERVICE = 0;

    private MeasuredUsers() {}

    static BitauthKey key(int number) {
        return BitauthKey.ofBytes(
                Hashes.sha256(ByteBuffer.allocate(4).putInt(number).array()));
    }

    /** The id of a user, which is the name as well. */
    static String id(int number) {
        return "user-" + number;
    }

    static String role(int number) {
        return number == SERVICE ? "service" : "member";
    }

    static InMemoryDirectory inMemory(int count) {
        InMemoryDirectory.Builder directory = InMemoryDirectory.builder().project(PROJECT);
        for (int i = 0; i < count; i++) {
            User user = new User(id(i), id(i), DOMAIN, true, Optional.of(PROJECT.id()));
            directory.user(user, List.of(key(i).sin())).role(user.id(), PROJECT.id(), role(i));
        }
        return directory.build();
    }
}
