package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import org.bitauth.event.AuthEvent;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    @Test
    void writesOneLineWhateverAClientSent() {
        StringWriter written = new StringWriter();

        new AuditLog(new PrintWriter(written))
                .on(new AuthEvent(
                        Instant.EPOCH,
                        "req-1",
                        "token.issue",
                        Optional.empty(),
                        "malformed",
                        "methods [a\nforged\u001b]"));

        assertThat(written.toString().lines())
                .containsExactly("1970-01-01T00:00:00Z req-1 token.issue malformed: methods [a?forged?]");
    }
}
