package org.bitauth.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.Test;

/** libsecp256k1's binding is optional: without it, with half of it, or where it cannot be unpacked, Java does the work. */
class WithoutNativeTest {
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    private static final String JAVA_ALONE = "BouncyCastleSigner FastVerifier true";
    private static final String WARNING = "libsecp256k1 is not used";

    private static Programs.Result run(String withoutJars, String... flags) {
        String classPath = Stream.of(CLASS_PATH.split(File.pathSeparator))
                .filter(entry -> withoutJars.isEmpty()
                        || !Path.of(entry).getFileName().toString().matches(withoutJars))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
        command.addAll(List.of(flags));
        command.add(SignAndVerify.class.getName());
        return Programs.run(Map.of(), command.toArray(String[]::new));
    }

    @Test
    void nativeCodeSignsWhereItsBindingIsOnTheClassPath() {
        Programs.Result result = run("");
        assertThat(result.exitCode()).isZero();
        // From Java 24 on the platform warns of native code on lines before.
        assertThat(result.output()).endsWith("GuardedCurve FastVerifier true\n").doesNotContain(WARNING);
    }

    @Test
    void javaDoesAllWhereItIsNotAndNothingIsSaid() {
        assertThat(run("(secp256k1|kotlin).*")).isEqualTo(new Programs.Result(0, JAVA_ALONE + "\n"));
    }

    @Test
    void itIsSaidThatTheBindingIsMissingWhereItWasAskedFor() {
        Programs.Result result = run("(secp256k1|kotlin).*", "-Dbitauth.verification=native");
        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains(JAVA_ALONE).containsOnlyOnce(WARNING);
    }

    @Test
    void itIsSaidThatTheLibraryIsMissingWhereOnlyTheBindingIsThere() {
        Programs.Result result = run("secp256k1-kmp-jni.*");
        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains(JAVA_ALONE).containsOnlyOnce(WARNING);
    }

    @Test
    void itIsSaidThatTheLibraryCannotBeUnpacked() {
        Programs.Result result = run("", "-Djava.io.tmpdir=" + Path.of("no", "such", "folder"));
        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains(JAVA_ALONE).containsOnlyOnce(WARNING);
    }

    @Test
    void aPropertyOfAnotherValueIsSaidInOneSentence() {
        Programs.Result result = run("", "-Dbitauth.verification=slow");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output())
                .contains("IllegalArgumentException: property bitauth.verification must be one of fast, bouncycastle,"
                        + " native, shadow, in lower case, was slow");
    }
}
