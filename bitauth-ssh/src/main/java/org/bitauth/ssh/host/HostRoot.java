package org.bitauth.ssh.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file system of an instance, or of an image that is being built. Paths are absolute, as the instance sees them. */
final class HostRoot {
    private static final int MOST_BYTES = 1 << 25;

    private final Path root;
    private final boolean live;

    HostRoot(Path root) throws IOException {
        this(root.toRealPath(), root.toRealPath().getParent() == null);
    }

    HostRoot(Path realRoot, boolean live) {
        root = realRoot;
        this.live = live;
    }

    /** Whether this is the running system, whose sshd goes by what it read when it was started. */
    boolean isLive() {
        return live;
    }

    Path resolve(String path) {
        return root.resolve(path.substring(1)).normalize();
    }

    /** Goes on only if writing to a path changes this file and no other one. */
    void requireOwnPlace(String path) throws IOException, RefusedException {
        Path file = resolve(path);
        Path folder = file.getParent();
        while (folder != null && Files.notExists(folder)) {
            folder = folder.getParent();
        }
        boolean inside = file.startsWith(root)
                && folder != null
                && Files.isDirectory(folder)
                && folder.toRealPath().startsWith(root);
        boolean plain =
                Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (!inside || !plain) {
            throw new RefusedException(SetupRefusal.UNSAFE, path + " must be a plain file below " + root);
        }
    }

    /** Goes on only if nobody but the owner may write to a folder, as sshd's StrictModes demands. */
    void requireClosed(String path) throws IOException, RefusedException {
        Path folder = resolve(path);
        if (Files.isDirectory(folder)) {
            var open = Files.getPosixFilePermissions(folder);
            if (open.contains(PosixFilePermission.GROUP_WRITE) || open.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new RefusedException(SetupRefusal.UNSAFE, path + " must not be writable by others: chmod 755");
            }
        }
    }

    /** The bytes as characters of ISO 8859-1, so that they can be written back as they are; empty if there is no file. */
    Optional<String> read(String path) throws IOException {
        Path file = resolve(path);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(path + " must have at most 32 MiB");
        }
        return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    boolean exists(String path) {
        return Files.exists(resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(resolve(path)));
    }

    /** Makes the folders above a file; gives those that were not there. */
    List<String> makeFolders(String path) throws IOException {
        List<String> made = new ArrayList<>();
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            if (!exists(folder)) {
                Files.createDirectory(resolve(folder));
                Files.setPosixFilePermissions(resolve(folder), PosixFilePermissions.fromString("rwxr-xr-x"));
                made.add(folder);
            }
        }
        return made;
    }

    /** Writes a file in one step; a file in its place keeps its owner. */
    void write(String path, String content, String mode) throws IOException {
        Path file = resolve(path);
        Path whole = Files.createTempFile(file.getParent(), ".bitauth", ".tmp");
        try {
            Files.writeString(whole, content, StandardCharsets.ISO_8859_1);
            Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString(mode));
            if (Files.exists(file)) {
                keepOwner(file, whole);
            }
            try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** Lets root and a group look into a folder, and nobody else. */
    void closeToOthers(String path, int group) throws IOException {
        Files.setAttribute(resolve(path), "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(resolve(path), PosixFilePermissions.fromString("rwxr-x---"));
    }

    void delete(String path) throws IOException {
        Files.deleteIfExists(resolve(path));
    }

    /** Deletes a folder unless there is something in it. */
    void deleteEmptyFolder(String path) throws IOException {
        Path folder = resolve(path);
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (var files = Files.newDirectoryStream(folder)) {
                if (files.iterator().hasNext()) {
                    return;
                }
            }
            Files.delete(folder);
        }
    }

    private static void keepOwner(Path from, Path to) throws IOException {
        PosixFileAttributes old = attributes(from).readAttributes();
        PosixFileAttributes now = attributes(to).readAttributes();
        if (!old.owner().equals(now.owner())) {
            attributes(to).setOwner(old.owner());
        }
        if (!old.group().equals(now.group())) {
            attributes(to).setGroup(old.group());
        }
    }

    private static PosixFileAttributeView attributes(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }
}
