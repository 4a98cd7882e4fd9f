package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units and scripts as the set-up writes them, read by the machine's systemd and shells. */
@SuppressWarnings("NullAway.Init")
class SystemdUnitIT {
    @TempDir
    private Path temporary;

    @Test
    void systemdTakesServicesAndTimers() throws IOException {
        Peers.requirePrograms("systemd-analyze", "sshd");
        InstanceRoot root = new InstanceRoot(temporary, InstanceRoot.DEBIAN);
        InstanceProfile profile = InstanceRoot.profile().zone(InstanceRoot.ZONE).build();
        root.applied(profile);
        run(
                "sh",
                "-c",
                "mkdir -p \"$1/lib/systemd\" && cp -r /lib/systemd/system \"$1/lib/systemd/\"",
                "sh",
                root.folder);

        assertThat(new InstanceFiles(profile).timers())
                .containsExactly("bitauth-krl.timer", "bitauth-host-certificate.timer");
        for (String timer : new InstanceFiles(profile).timers()) {
            for (String unit : new String[] {timer, timer.replace(".timer", ".service")}) {
                assertThat(run("systemd-analyze", "verify", "--root=" + root.folder, "--man=no", unit))
                        .as(unit)
                        .isEmpty();
            }
        }
    }

    @Test
    void everyShellReadsTheScripts() throws IOException {
        Peers.requirePrograms("dash", "bash");
        for (SystemdUnit unit : SystemdUnit.values()) {
            for (String shell : new String[] {"dash", "bash"}) {
                Path script = new InstanceScript(unit, temporary).file();
                assertThat(run(shell, "-n", script)).isEmpty();
            }
        }
    }

    private static String run(Object... words) {
        String[] command = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            command[i] = words[i].toString();
        }
        Programs.Result result = Programs.run(Map.of(), command);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
