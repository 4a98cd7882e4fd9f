package org.bitauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bitauth.internal.Hashes;
import org.bitauth.internal.SignedForm;
import org.junit.jupiter.api.Test;

/** The rule above all others: nobody has bytes or a digest of his choice signed. */
class SignableTest {
    /** Public methods that read a signature that exists, and make none. */
    private static final Set<String> READERS = Set.of("ofDer", "ofDerHex", "ofBytes");

    @Test
    void signersTakeASignableAndNothingElse() {
        List<Method> signing = new ArrayList<>();
        for (Class<?> type : List.of(BitauthKey.class, BitauthSigner.class)) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getReturnType() == BitauthSignature.class) {
                    signing.add(method);
                }
            }
        }

        assertThat(signing)
                .hasSize(2)
                .allSatisfy(method -> assertThat(method.getParameterTypes()).containsExactly(Signable.class));
    }

    @Test
    void noPublicMethodMakesASignatureOrASignableOfFreeBytesOrText() throws Exception {
        List<Class<?>> types = publicTypes();
        List<String> offenders = new ArrayList<>();
        for (Class<?> type : types) {
            Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
                    .filter(member -> Modifier.isPublic(member.getModifiers()))
                    .filter(SignableTest::makesSignatures)
                    .filter(member -> !(type == BitauthSignature.class && READERS.contains(member.getName())))
                    .filter(SignableTest::takesFreeBytes)
                    .forEach(member -> offenders.add(member.toString()));
        }

        assertThat(types).hasSizeGreaterThan(20).contains(BitauthKey.class, Signable.class);
        assertThat(offenders).isEmpty();
    }

    @Test
    void signablesAreMadeOfInternalFormsOnly() {
        assertThat(Signable.class.getConstructors()).isEmpty();
        List<Method> makers = Arrays.stream(Signable.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == Signable.class)
                .toList();
        assertThat(makers)
                .hasSize(1)
                .allSatisfy(method -> assertThat(method.getParameterTypes()).containsExactly(SignedForm.class));
    }

    @Test
    void showsItsBytesAndTheirDigest() {
        Signable signable = Signable.of(SignedForm.statement("Bitauth test 1\nsome text"));
        signable.toBytes()[0]++;

        assertThat(new String(signable.toBytes(), StandardCharsets.US_ASCII)).isEqualTo("Bitauth test 1\nsome text");
        assertThat(signable.digest()).isEqualTo(Hashes.sha256(signable.toBytes()));
    }

    private static boolean makesSignatures(Executable member) {
        Class<?> made = member instanceof Method method ? method.getReturnType() : member.getDeclaringClass();
        return made == Signable.class || made == BitauthSignature.class;
    }

    private static boolean takesFreeBytes(Executable member) {
        return Arrays.stream(member.getParameterTypes())
                .anyMatch(type -> type.isArray()
                        || CharSequence.class.isAssignableFrom(type)
                        || type.getName().startsWith("java."));
    }

    /** Every public class of this module outside the internal package. */
    private static List<Class<?>> publicTypes() throws Exception {
        Path root = classes();
        try (Stream<Path> files = Files.walk(root)) {
            List<Class<?>> types = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '.');
                Class<?> type = Class.forName(
                        name.substring(0, name.length() - ".class".length()),
                        false,
                        SignableTest.class.getClassLoader());
                if (Modifier.isPublic(type.getModifiers())
                        && !type.getPackageName().endsWith(".internal")) {
                    types.add(type);
                }
            }
            return types;
        }
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(BitauthKey.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
