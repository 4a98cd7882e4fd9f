package org.bitauth.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;
import org.bitauth.ssh.internal.AtomicFile;

/** A register in a folder: a file {@code <instance>.pub} for each instance, with its key line. */
public final class FileHostRegister implements HostRegister {
    private final Path folder;

    /**
     * A register.
     *
     * @param folder where it is; made if it is not there
     * @throws StoreException if the folder cannot be made
     */
    public FileHostRegister(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StoreException("host register cannot be made", e);
        }
    }

    @Override
    public Optional<SshPublicKey> key(String instance) {
        Path file = file(instance);
        try {
            return Optional.of(SshPublicKey.parse(Files.readString(file, StandardCharsets.US_ASCII)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | MalformedException e) {
            throw new StoreException("host register cannot be read", e);
        }
    }

    @Override
    public SshPublicKey enrol(String instance, SshPublicKey key) {
        Path file = file(instance);
        try {
            AtomicFile.create(file, (key.line() + "\n").getBytes(StandardCharsets.US_ASCII));
            return key;
        } catch (FileAlreadyExistsException e) {
            return key(instance).orElseThrow(() -> new StoreException("host register was changed meanwhile"));
        } catch (IOException e) {
            throw new StoreException("host register cannot be written", e);
        }
    }

    @Override
    public void remove(String instance) {
        try {
            Files.deleteIfExists(file(instance));
        } catch (IOException e) {
            throw new StoreException("host register cannot be written", e);
        }
    }

    private Path file(String instance) {
        return folder.resolve(Principals.requireWord(instance) + ".pub");
    }
}
