package org.bitauth.cli.agent;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.bitauth.ssh.agent.Confirmation;

/**
 * Asks the user by a program of his, as OpenSSH's agent does: it gets the question as its argument and {@code confirm} in
 * {@code SSH_ASKPASS_PROMPT}, and says yes by ending with 0 and writing nothing or {@code yes}.
 *
 * @param program the program
 * @param patience how long the user may think; after it the answer is no
 */
public record AskpassProgram(Path program, Duration patience) implements Confirmation {
    private static final int MOST_BYTES = 64;

    @Override
    public boolean allows(String question) {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "Allow this?\n" + question)
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SSH_ASKPASS_PROMPT", "confirm");
        try {
            Process process = builder.start();
            try {
                return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                        && process.exitValue() == 0
                        && isYes(process);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isYes(Process process) throws IOException {
        String said = new String(process.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
        return said.isEmpty() || said.toLowerCase(Locale.ROOT).equals("yes");
    }
}
