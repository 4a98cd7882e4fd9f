package org.bitauth.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.SecretAccess;
import org.bitauth.wallet.Wif;

/** Private files: readable by their owner only, never overwritten. A key file holds one line, 64 hex digits or WIF. */
final class KeyFile {
    private static final int MAX_BYTES = 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private KeyFile() {}

    /** Where the key is unless the user says otherwise. */
    static Path orDefault(Optional<Path> file) {
        return file.orElseGet(() -> Optional.ofNullable(System.getenv("BITAUTH_KEY_FILE"))
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config", "bitauth", "key")));
    }

    static BitauthKey read(Path file) {
        try {
            return parse(readPrivate(file, "key file"));
        } catch (MalformedException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE,
                    "key file " + file + " must hold 64 hex digits or a WIF key: " + e.getMessage());
        }
    }

    /** Reads the content of a key file; throws {@link MalformedException}. */
    static BitauthKey parse(String content) {
        String text = content.strip();
        return text.length() == 52 ? Wif.parse(text) : BitauthKey.ofHex(text);
    }

    static void writeNew(Path file, BitauthKey key) {
        writeNewPrivate(file, key.toHex(SecretAccess.EXPORT) + "\n");
    }

    /** Reads a file that nobody else may read. */
    static String readPrivate(Path file, String what) {
        try {
            Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            open.removeAll(EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE));
            if (!open.isEmpty()) {
                throw new CommandFailure(
                        CommandFailure.WRONG_USE,
                        what + " " + file + " must not be readable by others: chmod 600 " + file);
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new CommandFailure(
                        CommandFailure.WRONG_USE, what + " " + file + " must have at most " + MAX_BYTES + " bytes");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, what + " " + file + " does not exist");
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, what + " " + file + " cannot be read: " + name(e));
        }
    }

    /** Writes a file that nobody else may read; fails if it exists. */
    static void writeNewPrivate(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder, PRIVATE_FOLDER);
            }
            Files.createFile(file, PRIVATE_FILE);
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "file " + file + " exists and is not overwritten");
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "file " + file + " cannot be written: " + name(e));
        }
    }

    private static String name(IOException e) {
        return e.getClass().getSimpleName();
    }
}
