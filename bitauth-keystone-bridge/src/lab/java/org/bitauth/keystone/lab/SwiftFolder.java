package org.bitauth.keystone.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitauth.peers.Programs;

/**
 * A new temporary folder with all that one Swift has: configuration, rings, logs, and a disk, which is a folder as well.
 * Its file system must keep extended attributes, where Swift writes an object's metadata.
 */
final class SwiftFolder implements AutoCloseable {
    private static final String RINGS = """
            import sys
            from swift.common.ring import RingBuilder
            for ring in sys.argv[2:]:
                kind, port = ring.split('=')
                builder = RingBuilder(part_power=2, replicas=1, min_part_hours=1)
                builder.add_dev({'region': 1, 'zone': 1, 'weight': 1.0, 'device': 'disk',
                                 'ip': '127.0.0.1', 'port': int(port)})
                builder.rebalance()
                builder.get_ring().save('%s/%s.ring.gz' % (sys.argv[1], kind))
            """;

    private final Path folder;

    private SwiftFolder(Path folder) {
        this.folder = folder;
    }

    static SwiftFolder create() throws IOException {
        SwiftFolder made = new SwiftFolder(Files.createTempDirectory("bitauth-swift"));
        try {
            Files.createDirectory(made.path("disk"));
            Files.writeString(made.path("swift.conf"), """
                    [swift-hash]
                    swift_hash_path_suffix = lab
                    [storage-policy:0]
                    name = Policy-0
                    default = yes
                    """);
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** The configuration of a storage server: {@code account}, {@code container} or {@code object}. */
    Path storage(String kind) throws IOException {
        return write(kind, """
                devices = HOME
                mount_check = false
                disable_fallocate = true
                fallocate_reserve = 0
                [pipeline:main]
                pipeline = KIND-server
                [app:KIND-server]
                use = egg:swift#KIND
                """.replace("KIND", kind));
    }

    /** The configuration of a proxy, with options of keystonemiddleware's filter {@code auth_token}. */
    Path proxy(String name, Map<String, String> options) throws IOException {
        String lines = options.entrySet().stream()
                .map(option -> option.getKey() + " = " + option.getValue() + "\n")
                .collect(Collectors.joining());
        return write(name, """
                [pipeline:main]
                pipeline = catch_errors authtoken keystoneauth proxy-server
                [filter:catch_errors]
                use = egg:swift#catch_errors
                [filter:keystoneauth]
                use = egg:swift#keystoneauth
                operator_roles = member
                [app:proxy-server]
                use = egg:swift#proxy
                account_autocreate = true
                [filter:authtoken]
                paste.filter_factory = keystonemiddleware.auth_token:filter_factory
                delay_auth_decision = true
                """ + lines);
    }

    /** Says on which port each kind of storage server keeps the disk. */
    void writeRings(Map<String, Integer> ports) throws IOException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", RINGS, folder.toString()));
        ports.forEach((kind, port) -> command.add(kind + "=" + port));
        Programs.Result made = Programs.run(Map.of(), command.toArray(String[]::new));
        if (made.exitCode() != 0) {
            throw new IOException("rings must be made: " + made.output());
        }
    }

    /** Deletes the folder. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    /** Without workers a server stays in the foreground as who started it; in debug mode it says its port. */
    private Path write(String name, String lines) throws IOException {
        String common = """
                [DEFAULT]
                bind_ip = 127.0.0.1
                bind_port = 0
                workers = 0
                eventlet_debug = true
                swift_dir = HOME
                """;
        return Files.writeString(path(name + ".conf"), (common + lines).replace("HOME", folder.toString()));
    }
}
