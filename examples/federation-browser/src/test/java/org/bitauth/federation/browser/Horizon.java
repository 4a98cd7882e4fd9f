package org.bitauth.federation.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bitauth.keystone.lab.UwsgiServer;
import org.bitauth.peers.Peers;

/**
 * Debian's Horizon with settings of its own, in which WebSSO is a choice. Keystone has to know Horizon's URL before it
 * starts, and Horizon Keystone's: so Horizon is loaded at its first request.
 */
final class Horizon implements AutoCloseable {
    private static final String PACKAGE = "/usr/lib/python3/dist-packages/openstack_dashboard/settings.py";
    private static final String LOADER = """
            import os

            horizon = None

            def application(environ, start_response):
                global horizon
                if horizon is None:
                    os.environ['DJANGO_SETTINGS_MODULE'] = 'bitauth_horizon'
                    from django.core.wsgi import get_wsgi_application
                    horizon = get_wsgi_application()
                return horizon(environ, start_response)
            """;
    private static final String SETTINGS = """
            import sys, types

            own = types.ModuleType('local.local_settings')
            own.SECRET_KEY = 'for tests only'
            own.ALLOWED_HOSTS = ['127.0.0.1']
            own.OPENSTACK_KEYSTONE_URL = '@KEYSTONE@'
            own.OPENSTACK_KEYSTONE_MULTIDOMAIN_SUPPORT = True
            own.WEBSSO_ENABLED = True
            own.WEBSSO_CHOICES = (('credentials', 'Password'), ('openid', 'Bitcoin key'))
            own.SESSION_ENGINE = 'django.contrib.sessions.backends.cache'
            sys.modules['local.local_settings'] = own
            from openstack_dashboard.settings import *
            """;

    private final UwsgiServer uwsgi;
    private final Path folder;
    private final URI url;

    private Horizon(UwsgiServer uwsgi, Path folder, URI url) {
        this.uwsgi = uwsgi;
        this.folder = folder;
        this.url = url;
    }

    static void requirePrograms() {
        Peers.requirePrograms("uwsgi");
        Peers.requireFiles(PACKAGE);
    }

    static Horizon start(Path folder) throws IOException {
        Path loader = Files.writeString(folder.resolve("horizon_loader.py"), LOADER);
        UwsgiServer uwsgi = UwsgiServer.start(
                folder.resolve("horizon.log"),
                Map.of("HOME", folder.toString(), "PYTHONPATH", folder.toString()),
                "--wsgi-file",
                loader.toString(),
                "--static-map",
                "/static=/var/lib/openstack-dashboard/static");
        try {
            return new Horizon(uwsgi, folder, URI.create("http://127.0.0.1:" + uwsgi.port()));
        } catch (IOException | RuntimeException e) {
            uwsgi.close();
            throw e;
        }
    }

    /** Before the first request. */
    void uses(URI keystone) throws IOException {
        Files.writeString(folder.resolve("bitauth_horizon.py"), SETTINGS.replace("@KEYSTONE@", keystone.toString()));
    }

    URI url() {
        return url;
    }

    String log() throws IOException {
        return uwsgi.log();
    }

    @Override
    public void close() {
        uwsgi.close();
    }
}
