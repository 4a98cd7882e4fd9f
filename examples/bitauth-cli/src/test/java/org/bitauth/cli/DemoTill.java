package org.bitauth.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bitauth.http.HttpHandler;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.store.InMemoryLeaseStore;
import org.bitauth.replay.InMemoryReplayGuard;

/** A till and an SSH CA of a config, on a chain of the test and in memory. */
final class DemoTill implements AutoCloseable {
    /** Account 0 of the test vectors of BIP 84, spelled for test networks. */
    static final String XPUB =
            "tpubDCxX2sYFS5bDkSe5GKKYHjBW7tgyN1R3UchpLJvdbf54ohxeGRtd8MbDUe1cguVHe4vnK68DsuD5MXjxi9EXx16rb9EnNsaF5KT99CinaJz";

    /** The key of its first address. */
    static final String FIRST_KEY = "KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d";

    final GrowingChain chain = new GrowingChain();
    final LeaseStore store = new InMemoryLeaseStore();
    final StringWriter audit = new StringWriter();
    final ServeConfig config;
    private final Servers servers = new Servers();
    private final JettyServer server;

    DemoTill(Path folder) throws Exception {
        this(folder, json(folder));
    }

    DemoTill(Path folder, String json) throws Exception {
        config = ServeConfig.read(Files.writeString(folder.resolve("till.json"), json));
        try {
            server = servers.add(new JettyServer(Optional.empty(), 0, this::faces));
        } catch (Exception e) {
            servers.close();
            throw e;
        }
    }

    private Map<String, HttpHandler> faces(URI url) {
        AuditLog log = new AuditLog(new PrintWriter(audit, true));
        StateFolder state = new StateFolder(config.state().orElseThrow());
        PaymentsFace till = PaymentsFace.open(
                config.payments().orElseThrow(),
                chain,
                store,
                (before, after) -> {},
                new InMemoryReplayGuard(),
                state,
                url,
                log,
                servers);
        Map<String, HttpHandler> faces = new LinkedHashMap<>();
        faces.put("/v3/payments/*", till.handler());
        config.ssh()
                .ifPresent(ssh ->
                        faces.put("/v3/ssh/*", ssh.handler(url, Optional.of(state), Optional.of(till.leases()), log)));
        return faces;
    }

    static String json(Path folder) {
        return """
                {
                  "state": "STATE",
                  "identity": {},
                  "ssh": {"logins": [], "policy": "leases"},
                  "payments": {
                    "network": "regtest",
                    "xpub": "XPUB",
                    "node": {"url": "http://127.0.0.1:18443", "cookie": "/nowhere/.cookie"},
                    "poll_seconds": 1,
                    "offers": [
                      {"id": "small-1", "title": "One small instance", "satoshi": 3600, "period": 3600, "least": 60,
                       "most": 2592000, "roles": ["member"], "confirmations": 2, "refund": "by hand"}
                    ]
                  }
                }
                """.replace("STATE", folder.resolve("till").toString()).replace("XPUB", XPUB);
    }

    /** Orders one hour of web-1, once the till is ready. */
    static String placedOrder(DemoTill till, Path key) {
        CommandRun run;
        int tries = 0;
        do {
            run = CommandRun.of(
                    "order",
                    till.url(),
                    "--vendor",
                    till.vendor(),
                    "--offer",
                    "small-1",
                    "--instance",
                    "web-1",
                    "--hours",
                    1,
                    "--network",
                    "regtest",
                    "--key",
                    key);
        } while (run.err().contains("refused: 503") && ++tries < 1_000);
        return run.out().lines().findFirst().orElseThrow().substring("Order: ".length());
    }

    URI url() {
        return server.url();
    }

    String vendor() {
        return KeyFile.read(config.state().orElseThrow().resolve("vendor_key"))
                .sin()
                .value();
    }

    @Override
    public void close() {
        servers.close();
    }
}
