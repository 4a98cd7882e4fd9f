package org.bitauth.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void passesOnTheEmbeddedSshServer() {
        assertThat(Quickstart.run(out, MinaShell::new)).as(this::printed).isTrue();

        assertThat(Security.getProvider("BC")).as("providers of the JVM").isNull();
        assertThat(printed()).contains("embedded Apache MINA").endsWith("quickstart: all 28 steps passed\n");
    }

    @Test
    void namesTheStepThatFails() {
        boolean passed = Quickstart.run(out, (ca, instance, owner, revoked) -> {
            throw new IOException("sshd ended early: no reason");
        });

        assertThat(passed).isFalse();
        assertThat(printed()).endsWith("quickstart: step failed: an instance starts: sshd ended early: no reason\n");
    }

    @Test
    void failsWhereAnInstanceLetsEverybodyIn() {
        boolean passed = Quickstart.run(out, (ca, instance, owner, revoked) -> new OpenDoor());

        assertThat(passed).isFalse();
        assertThat(printed()).contains("step failed: refused: a certificate for another login");
    }

    /** An instance as it must not be. */
    private static final class OpenDoor implements Shell {
        @Override
        public String name() {
            return "open door";
        }

        @Override
        public String login() {
            return "anybody";
        }

        @Override
        public Result run(Path privateKey, String login, String command) {
            return new Result(0, command.replaceFirst("^echo ", ""));
        }

        @Override
        public void close() {}
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
