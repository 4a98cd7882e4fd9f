package org.bitauth.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packages' own tests, with Debian's Python and the libraries that they run on. */
class PythonTestsIT {
    private static final Pattern RAN = Pattern.compile("Ran ([0-9]{1,4}) tests");

    @TempDir
    private Path home = Path.of("");

    @Test
    void ofTheKeystonePackagePass() {
        Peers.requirePythonModule("keystone.server.wsgi");
        Peers.requirePrograms("openssl");
        passes("keystone", 22);
    }

    @Test
    void ofTheClientPackagePass() {
        Peers.requirePythonModule("keystoneauth1");
        passes("client", 11);
    }

    private void passes(String name, int atLeast) {
        Programs.Result result = Programs.run(
                Map.of(
                        "HOME",
                        home.toString(),
                        "PYTHONDONTWRITEBYTECODE",
                        "1",
                        "PYTHONPATH",
                        PythonPackages.folder(name).toString()),
                PythonPackages.PYTHON,
                "-m",
                "unittest",
                "discover",
                "-s",
                PythonPackages.folder(name).resolve("tests").toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain("skipped");
        Matcher ran = RAN.matcher(result.output());
        assertThat(ran.find()).as(result.output()).isTrue();
        assertThat(Integer.parseInt(ran.group(1))).isGreaterThanOrEqualTo(atLeast);
    }
}
