package org.bitauth.benchmarks.crypto;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is driven by lines, one answer to each; secp256k1-loop.c tells the words. */
final class Program implements AutoCloseable {
    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    Program(List<String> command, List<Case> cases) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        input = process.outputWriter();
        output = process.inputReader();
        for (Case one : cases) {
            ask("case " + line(one));
        }
    }

    private String ask(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
        String answer = output.readLine();
        if (answer == null) {
            throw new IOException("the other program ended");
        }
        return answer;
    }

    private static String line(Case one) {
        HexFormat hex = HexFormat.of();
        return String.join(
                " ",
                hex.formatHex(one.secret()),
                one.publicKey().toHex(),
                hex.formatHex(one.signable().toBytes()),
                hex.formatHex(one.signable().digest()),
                hex.formatHex(one.signature().toBytes()),
                one.signature().toDerHex());
    }

    /** One of its operations. */
    Contender contender(String operation) {
        return new Contender() {
            @Override
            public String answer(Case one) throws IOException {
                return ask("check " + operation + " " + line(one));
            }

            @Override
            public Slice run(long nanos) throws IOException {
                String[] numbers = ask("run " + operation + " " + nanos).split(" ", -1);
                return new Slice(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
            }

            @Override
            public boolean needsWarmUp() {
                return false;
            }
        };
    }

    /** Ends with the end of its input. */
    @Override
    public void close() throws IOException {
        input.close();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
