package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KrlStoreTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

    private final Sin sin = BitauthKey.generate().sin();
    private final Revocation revocation = new Revocation.Identity(sin);

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasRevoked() {
        for (KrlStore store : List.of(new InMemoryKrlStore(CLOCK), store())) {
            assertThat(store.current().number()).isZero();
            assertThat(store.revoke(revocation).number()).isEqualTo(1);
            assertThat(store.current().revokes(sin)).isTrue();
            assertThat(store.revoke(revocation).number()).isEqualTo(1);
            assertThat(store.restore(revocation).number()).isEqualTo(2);
            assertThat(store.current().revokes(sin)).isFalse();
        }
    }

    @Test
    void outlivesTheProcess() {
        store().revoke(revocation);

        assertThat(store().current().revokes(sin)).isTrue();
        assertThat(store().revoke(new Revocation.Key(SshKeyPair.generate().publicKey()))
                        .number())
                .isEqualTo(2);
    }

    @Test
    void seesWhatAnotherProcessRevoked() {
        FileKrlStore one = store();
        FileKrlStore two = store();
        assertThat(one.current().revokes(sin)).isFalse();
        two.revoke(revocation);

        assertThat(one.current().revokes(sin)).isTrue();
    }

    @Test
    void leavesNothingBesideTheFile() throws IOException {
        store().revoke(revocation);

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("krl", "krl.lock");
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("krl"))).hasSize(4); // rw-r--r--
    }

    @Test
    void answersNothingWithoutItsFile() throws IOException {
        FileKrlStore store = store();
        store.revoke(revocation);
        Files.delete(folder.resolve("krl"));

        assertThatThrownBy(store::current).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.revoke(revocation)).isInstanceOf(StoreException.class);
    }

    @Test
    void answersNothingFromABrokenFile() throws IOException {
        FileKrlStore store = store();
        Files.writeString(folder.resolve("krl"), "<html>");

        assertThatThrownBy(store::current).isInstanceOf(StoreException.class);
        assertThatThrownBy(this::store).isInstanceOf(StoreException.class);
        assertThat(Files.readString(folder.resolve("krl"))).isEqualTo("<html>");
    }

    @Test
    void doesNotStartWhereItCannotWrite() {
        assertThatThrownBy(() -> new FileKrlStore(folder.resolve("no/such/krl"), CLOCK))
                .isInstanceOf(StoreException.class);
    }

    private FileKrlStore store() {
        return new FileKrlStore(folder.resolve("krl"), CLOCK);
    }
}
