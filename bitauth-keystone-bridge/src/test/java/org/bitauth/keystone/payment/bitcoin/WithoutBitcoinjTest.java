package org.bitauth.keystone.payment.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.Test;

/** The bridge works where nobody has put bitcoinj, which is optional, on the class path. */
class WithoutBitcoinjTest {
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));

    @Test
    void aBridgeLogsInWithoutIt() {
        String classPath = Stream.of(CLASS_PATH.split(File.pathSeparator))
                .filter(entry -> !entry.contains("bitcoinj") && !entry.contains("guava"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(run(classPath))
                .isEqualTo(
                        new Programs.Result(0, "token: true, output: 1, uri: true\nbitcoinj: false\nguava: false\n"));
    }

    @Test
    void theSameProgramSeesItOnTheWholeClassPath() {
        assertThat(run(CLASS_PATH).output()).contains("bitcoinj: true\nguava: true\n");
    }

    private static Programs.Result run(String classPath) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Programs.run(Map.of(), java, "-cp", classPath, BareLogin.class.getName());
    }
}
