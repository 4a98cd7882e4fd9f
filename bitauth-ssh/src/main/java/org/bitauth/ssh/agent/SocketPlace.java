package org.bitauth.ssh.agent;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** The name of a socket in a folder of its owner's alone. What was left by an agent that is gone is replaced. */
record SocketPlace(Path path) {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(FILE);

    /** Makes the folder where it is missing. */
    static SocketPlace of(Path socket) throws IOException {
        Path absolute = socket.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException("socket must be in a folder, was " + absolute);
        }
        if (!Files.exists(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        }
        return new SocketPlace(absolute);
    }

    /** Binds, while no other agent that is started at this moment looks at the same name. */
    void bind(ServerSocketChannel server) throws IOException {
        Path folder = Objects.requireNonNull(path.getParent());
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
        if (!FOLDER.containsAll(mode)) {
            throw new IOException("folder must be open to its owner only: chmod 700 " + folder);
        }
        Path lock = path.resolveSibling(path.getFileName() + ".lock");
        try (FileChannel channel =
                FileChannel.open(lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PRIVATE_FILE)) {
            channel.lock(); // released with the channel
            if (!Files.getOwner(folder).equals(Files.getOwner(lock))) {
                throw new IOException("folder must be its user's own, is another's: " + folder);
            }
            removeStale();
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, FILE);
        } catch (OverlappingFileLockException e) {
            throw new FileAlreadyExistsException("another agent begins at " + path);
        } catch (SocketException e) {
            throw new IOException("socket cannot be made at " + path + ": " + e.getMessage(), e);
        }
    }

    /** What tells this socket from another one of the same name. */
    Object fileKey() throws IOException {
        return Objects.requireNonNull(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey());
    }

    private void removeStale() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new FileAlreadyExistsException(path + " is there and no socket");
        }
        try (SocketChannel there = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            there.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            Files.delete(path);
            return;
        }
        throw new FileAlreadyExistsException("an agent listens at " + path + " already");
    }
}
