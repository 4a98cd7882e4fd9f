package org.bitauth.cli;

import java.io.PrintWriter;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;

/** Writes one line for each decision. What clients sent cannot forge a line. */
final class AuditLog implements AuthListener {
    private final PrintWriter out;

    AuditLog(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void on(AuthEvent event) {
        String sin = event.sin().map(proven -> " " + proven).orElse("");
        String line = event.at() + " " + event.requestId() + " " + event.action() + " " + event.outcome() + sin + ": "
                + event.detail();
        out.println(line.replaceAll("[^ -~]", "?"));
        out.flush();
    }
}
