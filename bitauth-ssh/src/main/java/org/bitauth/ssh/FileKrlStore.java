package org.bitauth.ssh;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;
import org.bitauth.ssh.internal.AtomicFile;

/**
 * A revocation list in a file, which sshd can read as it stands. Changes are made under a lock in a file beside it and
 * written whole or not at all, so that several processes of one machine can share it. A list that another process wrote
 * counts at once. A file that is gone after it was there, or that holds anything else, lets nobody have a certificate, by a
 * {@link StoreException}.
 */
public final class FileKrlStore implements KrlStore {
    private final Path file;
    private final InstantSource clock;
    private Optional<Known> known = Optional.empty();

    /** A list, and the file's attributes when it was read. */
    private record Known(Krl krl, Object inode, long modified, long size) {
        boolean isStill(BasicFileAttributes now) {
            return now.size() == size
                    && now.lastModifiedTime().to(TimeUnit.NANOSECONDS) == modified
                    && inode.equals(String.valueOf(now.fileKey()));
        }
    }

    /**
     * A list. An empty one is written if there is no file.
     *
     * @param file where it is
     * @param clock tells when lists are made
     * @throws StoreException if the file cannot be written or read
     */
    public FileKrlStore(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        locked(krl -> krl, true);
    }

    @Override
    public synchronized Krl current() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (known.isEmpty() || !known.get().isStill(now)) {
                known = Optional.of(read(now));
            }
            return known.get().krl();
        } catch (IOException | MalformedException e) {
            throw new StoreException("revocation list cannot be read", e);
        }
    }

    @Override
    public synchronized Krl revoke(Revocation... added) {
        return locked(krl -> krl.plus(clock.instant(), added), false);
    }

    @Override
    public synchronized Krl restore(Revocation... removed) {
        return locked(krl -> krl.minus(clock.instant(), removed), false);
    }

    private Krl locked(UnaryOperator<Krl> change, boolean first) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            boolean write = first && Files.notExists(file);
            Krl before = write ? Krl.empty() : current();
            Krl after = change.apply(before);
            if (write || after.number() != before.number()) {
                AtomicFile.write(file, after.toBytes());
                known = Optional.empty();
            }
            return after;
        } catch (IOException | OverlappingFileLockException e) {
            throw new StoreException("revocation list cannot be written", e);
        }
    }

    private Known read(BasicFileAttributes now) throws IOException {
        if (now.size() > Krl.MAX_BYTES) {
            throw new MalformedException("revocation list must have at most " + Krl.MAX_BYTES + " bytes");
        }
        return new Known(
                Krl.parse(Files.readAllBytes(file)),
                String.valueOf(now.fileKey()),
                now.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                now.size());
    }
}
