package org.bitauth.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;

/**
 * Makes the class archive {@code bitauth.jsa} beside the jar: classes as the JVM has them in memory, so that the command
 * starts without reading and checking them. It is of use to the JVM that made it, for this jar at this place; others pass it
 * over. The build runs this, and so does whoever moves the jar or takes another JVM:
 * {@code java -cp bitauth.jar org.bitauth.cli.ClassArchive}.
 *
 * <p>A JVM of its own runs {@link ArchivedCommands}, with a bridge in this one as the cloud, and notes what it loads; another
 * writes the archive. It is as good as code: only the owner of the folder can write there.
 */
final class ClassArchive {
    private static final long PATIENCE_SECONDS = 120;

    private final Path jar;
    private final Path work;

    private ClassArchive(Path jar, Path work) {
        this.jar = jar;
        this.work = work;
    }

    /**
     * Makes the archive, and ends the process: 0 for made.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("bitauth-archive");
        try {
            new ClassArchive(ownJar(), work).make();
        } finally {
            delete(work);
        }
        System.exit(0);
    }

    private void make() throws Exception {
        Path list = work.resolve("classes");
        note(list);
        Path made = work.resolve("archive");
        run(
                "-Xshare:dump",
                "-Xlog:disable",
                "-XX:+UseG1GC", // other collectors write no objects
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + made,
                "-cp",
                jar.toString());
        install(made);
    }

    /** Puts the archive beside the jar, whole or not at all, and at no time open to others' writing, whatever the umask. */
    private void install(Path made) throws IOException {
        Path half = jar.resolveSibling("bitauth.jsa.new");
        Files.deleteIfExists(half);
        Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(half)) {
            Files.copy(made, out);
        }
        Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("r--r--r--"));
        Files.move(half, jar.resolveSibling("bitauth.jsa"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Lists the classes that the commands load. */
    private void note(Path list) throws Exception {
        Path key = work.resolve("key");
        BitauthKey signer = BitauthKey.generate();
        KeyFile.writeNew(key, signer);
        Set<Sin> allowed = Set.of(signer.sin());
        ServeConfig config = EmbeddedDefault.of(work.resolve("state"), allowed);
        AuditLog audit = new AuditLog(new PrintWriter(Writer.nullWriter()));
        try (Servers servers = new Servers()) {
            Optional<IdentityStores> stores = IdentityStores.of(config, first -> first.members(allowed));
            stores.ifPresent(servers::add);
            JettyServer cloud = servers.add(
                    new JettyServer(Optional.empty(), 0, url -> Faces.of(config, stores, url, audit, servers)));
            run(
                    "-XX:DumpLoadedClassList=" + list,
                    "-Xlog:disable",
                    "-cp",
                    jar.toString(),
                    ArchivedCommands.class.getName(),
                    cloud.url().toString(),
                    work.toString());
        }
    }

    private void run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("this JVM makes no class archive");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path ownJar() throws URISyntaxException {
        Path jar = Path.of(ClassArchive.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("class path must be the command's jar, was " + jar);
        }
        return jar;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
