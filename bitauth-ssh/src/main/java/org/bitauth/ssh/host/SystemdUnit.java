package org.bitauth.ssh.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program of the instance that a systemd timer runs: the script, its service and its timer. */
enum SystemdUnit {
    KRL(
            "bitauth-krl-fetch",
            "bitauth-krl",
            "Fetch the list of revoked SSH certificates",
            "OnBootSec=30s\nOnUnitInactiveSec=4min\nRandomizedDelaySec=30s\nAccuracySec=10s\n"),
    HOST_CERTIFICATE(
            "bitauth-host-certificate",
            "bitauth-host-certificate",
            "Get and renew the SSH host certificate",
            "OnBootSec=45s\nOnUnitInactiveSec=1h\nRandomizedDelaySec=5min\n");

    private final String script;
    private final String unit;
    private final String description;
    private final String times;

    SystemdUnit(String script, String unit, String description, String times) {
        this.script = script;
        this.unit = unit;
        this.description = description;
        this.times = times;
    }

    /** Where the script is on the instance. */
    String scriptPath() {
        return "/usr/local/sbin/" + script;
    }

    /** The timer's name, as systemctl takes it. */
    String timer() {
        return unit + ".timer";
    }

    /** Script, service and timer, in this order. */
    List<SetupFile> files(List<String> arguments) {
        return List.of(
                new SetupFile(scriptPath(), SetupFile.PROGRAM, scriptText(), SetupFile.Rule.ALWAYS),
                unit("/etc/systemd/system/" + unit + ".service", service(String.join(" ", arguments))),
                unit("/etc/systemd/system/" + unit + ".timer", timerText()));
    }

    private static SetupFile unit(String path, String text) {
        return new SetupFile(path, SetupFile.PUBLIC, text, SetupFile.Rule.ALWAYS);
    }

    private String service(String arguments) {
        return """
                [Unit]
                Description=%s
                Wants=network-online.target
                After=network-online.target

                [Service]
                Type=oneshot
                ExecStart=%s %s
                TimeoutStartSec=150
                UMask=0022
                NoNewPrivileges=yes
                PrivateTmp=yes
                ProtectHome=yes
                ProtectSystem=strict
                ReadWritePaths=/etc/ssh
                ProtectKernelModules=yes
                ProtectKernelTunables=yes
                ProtectControlGroups=yes
                RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
                """.replaceFirst("%s", description)
                .replaceFirst("%s", scriptPath())
                .replaceFirst("%s", arguments);
    }

    private String timerText() {
        return "[Unit]\nDescription=" + description + "\n\n[Timer]\n" + times + "\n[Install]\nWantedBy=timers.target\n";
    }

    private String scriptText() {
        try (InputStream in = SystemdUnit.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException(script + " must be in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
