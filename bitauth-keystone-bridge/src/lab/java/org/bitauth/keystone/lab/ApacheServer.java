package org.bitauth.keystone.lab;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;

/**
 * An unmodified Apache with mod_wsgi and mod_auth_openidc, which serves the Keystone of one folder in the foreground. As
 * root it serves as www-data, whose the folder becomes; otherwise as the current user.
 */
final class ApacheServer implements AutoCloseable {
    private static final String MODULES = "/usr/lib/apache2/modules/";

    private final ServerProcess process;

    private ApacheServer(ServerProcess process) {
        this.process = process;
    }

    /** Goes on only if Apache and its modules are on this machine. */
    static void requirePrograms() {
        Peers.requirePrograms("apache2");
        Peers.requireFiles(MODULES + "mod_wsgi.so", MODULES + "mod_auth_openidc.so");
    }

    /** Starts it, and returns when Keystone answers at the URL. As root it gives both folders away. */
    static ApacheServer start(KeystoneFolder folder, Path more, URI url, String lines) throws IOException {
        Files.writeString(folder.path("keystone.wsgi"), wsgi(folder.config()));
        Path config = Files.writeString(folder.path("apache.conf"), config(folder, url, lines));
        if (isRoot()) {
            Programs.Result owned = Programs.run(
                    Map.of(), "chown", "-R", "www-data:", folder.path("").toString(), more.toString());
            if (owned.exitCode() != 0) {
                throw new IOException("chown must end with 0: " + owned.output());
            }
        }
        String program = Programs.find("apache2").orElseThrow().toString();
        ApacheServer server = new ApacheServer(ServerProcess.start(
                folder.path("apache.log"), Map.of(), List.of(program, "-D", "FOREGROUND", "-f", config.toString())));
        try {
            server.awaitAnswer(url);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** What Apache has said until now. */
    String log() throws IOException {
        return process.log();
    }

    /** Reads its configuration anew and forgets its caches, as an operator's {@code apachectl graceful}. */
    void restart(URI url) throws IOException {
        int before = log().length();
        Programs.Result sent = Programs.run(Map.of(), "kill", "-USR1", Long.toString(process.pid()));
        if (sent.exitCode() != 0) {
            throw new IOException("kill must end with 0: " + sent.output());
        }
        process.await(() -> log().substring(before).contains("resuming normal operations"));
        awaitAnswer(url);
    }

    @Override
    public void close() {
        process.close();
    }

    private static String config(KeystoneFolder folder, URI url, String lines) {
        Path home = folder.path("");
        return """
                ServerRoot HOME
                ServerName 127.0.0.1
                PidFile HOME/apache.pid
                DefaultRuntimeDir HOME
                Mutex file:HOME default
                Listen 127.0.0.1:PORT
                USER
                ServerTokens Prod
                ErrorLog HOME/apache.log
                LogLevel notice
                LogFormat "%m %U %>s" short
                CustomLog HOME/access.log short
                LoadModule mpm_event_module MODULES/mod_mpm_event.so
                LoadModule authn_core_module MODULES/mod_authn_core.so
                LoadModule authz_core_module MODULES/mod_authz_core.so
                LoadModule authz_user_module MODULES/mod_authz_user.so
                LoadModule auth_openidc_module MODULES/mod_auth_openidc.so
                LoadModule wsgi_module MODULES/mod_wsgi.so
                StartServers 1
                ServerLimit 2
                ThreadsPerChild 8
                MinSpareThreads 1
                MaxRequestWorkers 16
                WSGISocketPrefix HOME/wsgi
                <VirtualHost 127.0.0.1:PORT>
                  WSGIDaemonProcess keystone processes=1 threads=1 home=HOME python-path=PACKAGES
                  WSGIProcessGroup keystone
                  WSGIApplicationGroup %{GLOBAL}
                  WSGIScriptAlias / HOME/keystone.wsgi
                  <Directory HOME>
                    <Files keystone.wsgi>
                      Require all granted
                    </Files>
                  </Directory>
                LINES
                </VirtualHost>
                """.replace("MODULES/", MODULES)
                .replace("HOME", home.toString())
                .replace("PORT", Integer.toString(url.getPort()))
                .replace(
                        "PACKAGES",
                        String.join(":", folder.environment().get("PYTHONPATH"), "/usr/lib/python3/dist-packages"))
                .replace("USER", isRoot() ? "User www-data\nGroup www-data" : "")
                .replace("LINES", lines);
    }

    private static String wsgi(Path config) {
        return """
                import os, sys
                sys.argv = ['keystone-wsgi-public', '--config-file', 'CONFIG']
                os.environ['OS_KEYSTONE_CONFIG_FILES'] = 'CONFIG'
                from keystone.server.wsgi import initialize_public_application
                application = initialize_public_application()
                """.replace("CONFIG", config.toString());
    }

    private void awaitAnswer(URI url) throws IOException {
        DirectHttpClient http = new DirectHttpClient();
        process.await(() -> {
            try {
                return http.send("GET", url, Map.of(), new byte[0]).status() == 200;
            } catch (IOException e) { // not listening yet
                return false;
            }
        });
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
