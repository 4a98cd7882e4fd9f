package org.bitauth.keystone.store;

import static org.bitauth.keystone.store.CloudSample.credential;
import static org.bitauth.keystone.store.CloudSample.project;
import static org.bitauth.keystone.store.CloudSample.sin;
import static org.bitauth.keystone.store.CloudSample.user;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.token.Revocation;
import org.bitauth.keystone.token.TokenClaims;

/**
 * Numbered writes of all kinds into the stores of a file, and whether they are there. As a program, writes one after the
 * other and says the number of each when the store has acknowledged it.
 */
final class H2Writer {
    /** How many writes there are. */
    static final int WRITES = 1000;

    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
    private static final int KINDS = 5;

    private final JdbcStores stores;

    H2Writer(H2File file) {
        stores = JdbcStores.of(file.dataSource(), InstantSource.system());
    }

    /** Writes the numbers from 0, in a folder; ends when it is killed, or has written all. */
    public static void main(String[] arguments) throws IOException {
        try (H2File file = H2File.open(Path.of(arguments[0]))) {
            Migrations.run(file.dataSource());
            H2Writer writer = new H2Writer(file);
            writer.begin();
            for (int number = 0; number < WRITES; number++) {
                writer.write(number);
                System.out.println(number);
            }
        }
    }

    /** What the writes refer to. */
    void begin() {
        CloudSample.fill(stores.directory(), List.of("p"), List.of("u"));
    }

    void write(int number) {
        boolean written = switch (number % KINDS) {
            case 0 ->
                stores.directory()
                        .enrol(
                                user("u" + number),
                                sin(1 + number),
                                Optional.of(project("p" + number)),
                                List.of(Grant.onProject("u" + number, "p" + number, "member")),
                                "rule",
                                WRITES);
            case 1 -> stores.directory().addGrant(Grant.onProject("u", "p", "role" + number));
            case 2 -> {
                stores.revocations().revoke(new Revocation.OfToken("t" + number, LATER));
                stores.revocations().revoke(new Revocation.OfUser("v" + number, LATER, LATER));
                yield true;
            }
            case 3 -> stores.applicationCredentials().add(credential("c" + number, owner(number), "p"));
            default -> stores.replayGuard().claim("n" + number, LATER);
        };
        if (!written) {
            throw new IllegalStateException("write must be new: " + number);
        }
    }

    boolean isThere(int number) {
        return switch (number % KINDS) {
            case 0 ->
                stores.directory().userOf(sin(1 + number)).isPresent()
                        && stores.directory().project("p" + number).isPresent()
                        && stores.directory().grants("u" + number).size() == 1;
            case 1 -> stores.directory().grants("u").contains(Grant.onProject("u", "p", "role" + number));
            case 2 -> isRevoked("t" + number, "u") && isRevoked("t", "v" + number);
            case 3 -> stores.applicationCredentials().find("c" + number).isPresent();
            default -> stores.replayGuard().isClaimed("n" + number);
        };
    }

    /** The user of the write before, for one has not room for all. */
    private static String owner(int number) {
        return "u" + (number - number % KINDS);
    }

    private boolean isRevoked(String auditId, String userId) {
        return stores.revocations()
                .isRevoked(new TokenClaims(
                        userId,
                        List.of("bitauth"),
                        List.of(auditId),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Instant.EPOCH,
                        LATER));
    }
}
