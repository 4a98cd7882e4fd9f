package org.bitauth.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;
import org.bitauth.Outcome;
import org.bitauth.keystone.payment.client.OrderStatus;
import org.bitauth.keystone.payment.client.VendorRejection;

/**
 * Shows how an order goes on: on a terminal in one line that is drawn again, elsewhere in a line for each change. A vendor
 * that has answered once may be away for a while.
 */
final class OrderWatch {
    private static final Duration PACE = Duration.ofSeconds(2);
    private static final int WIDTH = 79;
    private static final String CLEAR_TO_END = "\u001b[K";

    private final Supplier<Outcome<OrderStatus, VendorRejection>> inquiry;
    private final PrintWriter out;
    private final boolean terminal;
    private final Pause pause;
    private String shown = "";

    /** Waits for a time; throws if it is to end at once. */
    interface Pause {
        void last(Duration time) throws InterruptedException;
    }

    OrderWatch(
            Supplier<Outcome<OrderStatus, VendorRejection>> inquiry, PrintWriter out, boolean terminal, Pause pause) {
        this.inquiry = inquiry;
        this.out = out;
        this.terminal = terminal;
        this.pause = pause;
    }

    static void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    /** Returns the exit code: 0 for a settled order, 1 for one whose time is over, 3 when it is interrupted. */
    int run() {
        // An interrupt of the terminal ends the process: the shell's next line begins on a line of its own.
        Thread end = new Thread(this::endLine);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return watch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandFailure.UNREACHABLE;
        } finally {
            if (removed(end)) {
                endLine();
            }
        }
    }

    private int watch() throws InterruptedException {
        boolean answered = false;
        while (true) {
            Outcome<OrderStatus, VendorRejection> outcome = inquiry.get();
            if (outcome instanceof Outcome.Accepted<OrderStatus, VendorRejection> yes) {
                answered = true;
                show(OrderLines.line(yes.value()));
                switch (yes.value().state()) {
                    case SETTLED -> {
                        return 0;
                    }
                    case EXPIRED, INVALID -> {
                        return CommandFailure.REFUSED;
                    }
                    default -> {
                        // It goes on.
                    }
                }
            } else {
                var no = outcome.rejected().orElseThrow();
                if (!answered || !mayPass(no)) {
                    throw CommandFailure.ofVendor(no);
                }
                show("the vendor does not answer");
            }
            pause.last(PACE);
        }
    }

    /** No answer, or that of a server that fails; the detail of a refusal begins with its status. */
    private static boolean mayPass(Outcome.Rejected<?, VendorRejection> no) {
        return no.reason() == VendorRejection.UNREACHABLE
                || (no.reason() == VendorRejection.REFUSED && no.detail().matches("(429|5[0-9][0-9]) .*"));
    }

    private synchronized void show(String line) {
        if (line.equals(shown)) {
            return;
        }
        shown = line;
        if (terminal) {
            out.print("\r" + line.substring(0, Math.min(line.length(), WIDTH)) + CLEAR_TO_END);
        } else {
            out.println(line);
        }
        out.flush();
    }

    private synchronized void endLine() {
        if (terminal && !shown.isEmpty()) {
            out.println();
            out.flush();
        }
        shown = "";
    }

    private static boolean removed(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false; // the process ends already, and runs it
        }
    }
}
