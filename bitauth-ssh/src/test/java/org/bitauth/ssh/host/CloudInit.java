package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/** The machine's cloud-init: its command, and its Python code without a boot. */
public final class CloudInit {
    private final Path folder;
    private final Path script;

    public CloudInit(Path folder) throws IOException {
        Peers.requirePrograms("cloud-init");
        Peers.requirePythonModule("cloudinit");
        this.folder = folder;
        script = folder.resolve("cloud-init-run.py");
        try (InputStream in = Objects.requireNonNull(CloudInit.class.getResourceAsStream("cloud-init-run.py"))) {
            Files.copy(in, script);
        }
    }

    /** What {@code cloud-init schema} says of a text. */
    public Programs.Result schema(String text) {
        return Programs.run(
                Map.of(), "cloud-init", "schema", "--config-file", file(text).toString());
    }

    /** Runs one of the script's commands on a text, which must succeed; gives its output. */
    public String run(String command, String text, Object... further) {
        List<String> words = new ArrayList<>(List.of("/usr/bin/python3", "" + script, command, "" + file(text)));
        for (Object word : further) {
            words.add(word.toString());
        }
        Programs.Result result = Programs.run(Map.of("PYTHONDONTWRITEBYTECODE", "1"), words.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    /** A file with a text. */
    public Path file(String text) {
        try {
            return Files.writeString(Files.createTempFile(folder, "data", ".txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
