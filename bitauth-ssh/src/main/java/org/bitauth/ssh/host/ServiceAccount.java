package org.bitauth.ssh.host;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A system user of the instance with a group of its own, without home and shell. It is never taken away again. */
record ServiceAccount(String name) {
    private static final int LIMIT_SECONDS = 30;

    /** The words after {@code useradd}. */
    List<String> arguments() {
        return List.of(
                "--system",
                "--user-group",
                "--no-create-home",
                "--home-dir",
                "/nonexistent",
                "--shell",
                "/usr/sbin/nologin",
                name);
    }

    /** Makes the user unless it is there; gives the number of its group. */
    int make(HostRoot root) throws IOException {
        if (number(root, "/etc/passwd") < 0) {
            List<String> command = new ArrayList<>(List.of("useradd"));
            if (!root.isLive()) {
                command.addAll(List.of("--prefix", root.resolve("/").toString()));
            }
            command.addAll(arguments());
            run(command);
        }
        int group = number(root, "/etc/group");
        if (group < 0) {
            throw new IOException("system user " + name + " must have a group of its name");
        }
        return group;
    }

    /** The third field of the line of this name, which is the number of the user or group; -1 if there is none. */
    private int number(HostRoot root, String file) throws IOException {
        for (String line : root.read(file).orElse("").split("\n", -1)) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && fields[0].equals(name) && fields[2].matches("[0-9]{1,9}")) {
                return Integer.parseInt(fields[2]);
            }
        }
        return -1;
    }

    private static void run(List<String> command) throws IOException {
        Path log = Files.createTempFile("bitauth-useradd", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("useradd made no user: " + Files.readString(log, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            Files.delete(log);
        }
    }
}
