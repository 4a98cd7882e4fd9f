package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bitauth.keystone.oidc.DemoProvider.ALICE;
import static org.bitauth.keystone.oidc.DemoProvider.AUDIENCE;
import static org.bitauth.keystone.oidc.DemoProvider.BOB;
import static org.bitauth.keystone.oidc.DemoProvider.checkError;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.bitauth.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class DenyFileTest {
    @TempDir
    private Path folder;

    private Path file;
    private DenyFile list;

    @BeforeEach
    void makeList() {
        file = folder.resolve("denied");
        list = new DenyFile(file);
    }

    @Test
    void deniesWhoStandsInIt() throws IOException {
        Files.writeString(file, "# thieves\n\n" + ALICE.sin() + "\r\n  \n");

        assertThat(list.denies(ALICE.sin())).isTrue();
        assertThat(list.denies(BOB.sin())).isFalse();
    }

    @Test
    void deniesNobodyWhereItIsEmpty() throws IOException {
        Files.createFile(file);

        assertThat(list.denies(ALICE.sin())).isFalse();
    }

    @Test
    void aChangeCountsAtOnce() throws IOException {
        Files.createFile(file);
        DemoProvider cloud = DemoProvider.with(settings -> settings.denyList(list));
        String before = cloud.challenge(ALICE.sin(), AUDIENCE);
        assertThat(cloud.token(ALICE, AUDIENCE)).isNotEmpty();

        Path next = Files.writeString(folder.resolve("next"), ALICE.sin() + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        checkError(cloud.answer(ALICE, before, AUDIENCE), 400, "access_denied");
        assertThat(cloud.token(BOB, AUDIENCE)).isNotEmpty();

        Files.writeString(file, "");
        assertThat(cloud.token(ALICE, AUDIENCE)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no SIN",
                "Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDy",
                "Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz # Alice",
                "Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz,Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz",
                "\ufeffTf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz"
            })
    void aLineOfAnotherFormDeniesEverybody(String line) throws IOException {
        Files.writeString(file, BOB.sin() + "\n" + line + "\n");

        deniesEverybody();
    }

    @Test
    void aFileThatIsMissingDeniesEverybody() {
        deniesEverybody();
    }

    @Test
    void aFolderInItsPlaceDeniesEverybody() throws IOException {
        Files.createDirectory(file);

        deniesEverybody();
    }

    @Test
    void aFileThatIsNoUtf8DeniesEverybody() throws IOException {
        Files.write(file, "# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        deniesEverybody();
    }

    @Test
    void aFileThatIsTooLongDeniesEverybody() throws IOException {
        try (RandomAccessFile long4 = new RandomAccessFile(file.toFile(), "rw")) {
            long4.setLength((4L << 20) + 1);
        }

        deniesEverybody();
    }

    private void deniesEverybody() {
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> list.denies(ALICE.sin()));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> list.denies(BOB.sin()));
        DemoProvider cloud = DemoProvider.with(settings -> settings.denyList(list));
        checkError(
                cloud.answer(ALICE, cloud.challenge(ALICE.sin(), AUDIENCE), AUDIENCE), 503, "temporarily_unavailable");
    }
}
