package org.bitauth.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.bitauth.peers.Peers;
import org.junit.jupiter.api.Test;

class QuickstartIT {
    @Test
    void passesOnARealSshd() {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        boolean passed = Quickstart.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), Shell::start);

        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertThat(passed).as(printed).isTrue();
        assertThat(printed).contains("OpenSSH sshd and ssh").endsWith("quickstart: all 28 steps passed\n");
    }
}
