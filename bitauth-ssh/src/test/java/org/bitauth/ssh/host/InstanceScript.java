package org.bitauth.ssh.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitauth.peers.Programs;

/** A script as the set-up writes it, run by the machine's sh as the timer would. */
final class InstanceScript {
    private final Path file;
    private final Map<String, String> environment = new HashMap<>();

    InstanceScript(SystemdUnit unit, Path folder) throws IOException {
        SetupFile script = unit.files(List.of()).get(0);
        file = Files.writeString(folder.resolve("script"), script.content());
    }

    Path file() {
        return file;
    }

    InstanceScript with(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    InstanceScript without(String name) {
        environment.remove(name);
        return this;
    }

    Programs.Result run(Object... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", file.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return Programs.run(environment, command.toArray(String[]::new));
    }
}
