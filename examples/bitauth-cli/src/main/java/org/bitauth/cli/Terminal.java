package org.bitauth.cli;

import java.io.Console;

/** Whether a person sits at standard input and output. */
final class Terminal {
    private Terminal() {}

    /** From JDK 22 on a console may be there without a terminal, and says so. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
