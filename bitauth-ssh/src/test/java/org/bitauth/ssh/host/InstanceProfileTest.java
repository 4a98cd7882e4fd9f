package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import org.bitauth.MalformedException;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceProfileTest {
    private static final List<SshPublicKey> CA = List.of(InstanceRoot.CA);
    private static final URI CLOUD = URI.create("https://cloud.example/v3");

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b", "a\nb", "a\"b", "a'b", "a$b", "a%b", "a:b", "a\\b", "\u00e9"})
    void refusesNamesThatCouldBreakOut(String name) {
        assertMalformed(InstanceProfile.builder(CLOUD, name, CA).owners("debian", List.of(InstanceRoot.ALICE)));
        assertThatThrownBy(() -> InstanceRoot.profile().owners(name, List.of(InstanceRoot.ALICE)))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://cloud.example/%20", "https://cloud.example/a;b", "https://cloud.example/$(x)"})
    void refusesACloudWhoseUrlMeansSomethingToAShellOrSystemd(String url) {
        assertMalformed(
                InstanceProfile.builder(URI.create(url), "web-1", CA).owners("debian", List.of(InstanceRoot.ALICE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "0123456789abcde\n", "0123456789abcdef'"})
    void refusesSecretsThatCouldBreakOutAndDoesNotRepeatThem(String secret) {
        assertThatThrownBy(() -> InstanceRoot.profile().enrolmentSecret(secret))
                .isInstanceOf(MalformedException.class)
                .hasMessageNotContaining(secret.strip());
    }

    @Test
    void refusesASecretWithoutAZone() {
        assertMalformed(InstanceRoot.profile().enrolmentSecret("s".repeat(32)));
    }

    @Test
    void takesFourKeysOfTheCaAndNoFifth() {
        SshPublicKey other = SshKeyPair.generate().publicKey();
        InstanceProfile profile = InstanceProfile.builder(CLOUD, "web-1", List.of(InstanceRoot.CA, other))
                .owners("debian", List.of(InstanceRoot.ALICE))
                .build();

        assertThat(new InstanceFiles(profile).files().get(0).content())
                .isEqualTo(InstanceRoot.CA.line() + "\n" + other.line() + "\n");
        assertMalformed(InstanceProfile.builder(CLOUD, "web-1", Collections.nCopies(5, other))
                .owners("debian", List.of(InstanceRoot.ALICE)));
        assertMalformed(
                InstanceProfile.builder(CLOUD, "web-1", List.of()).owners("debian", List.of(InstanceRoot.ALICE)));
    }

    @Test
    void refusesAnInstanceWithoutOwners() {
        assertMalformed(InstanceProfile.builder(CLOUD, "web-1", CA));
        assertMalformed(InstanceProfile.builder(CLOUD, "web-1", CA).owners("debian", List.of()));
    }

    @Test
    void demandsHttpsOrASignatureForTheListOfRevokedKeys() {
        URI local = URI.create("http://127.0.0.1:5000/v3");

        assertMalformed(InstanceProfile.builder(local, "web-1", CA).owners("debian", List.of(InstanceRoot.ALICE)));
        InstanceProfile signed = InstanceProfile.builder(local, "web-1", CA)
                .owners("debian", List.of(InstanceRoot.ALICE))
                .krlKey(InstanceRoot.CA)
                .build();
        assertThat(new InstanceFiles(signed).files())
                .filteredOn(file -> file.path().equals("/etc/ssh/bitauth_krl_signers"))
                .singleElement()
                .extracting(SetupFile::content)
                .isEqualTo("bitauth-krl namespaces=\"bitauth-krl\" " + InstanceRoot.CA.line() + "\n");
    }

    @Test
    void demandsHttpsForHostCertificates() {
        assertMalformed(InstanceProfile.builder(URI.create("http://127.0.0.1:5000/v3"), "web-1", CA)
                .owners("debian", List.of(InstanceRoot.ALICE))
                .withoutKrlTimer()
                .zone(InstanceRoot.ZONE));
    }

    @Test
    void tellsItsSecretToNobody() {
        InstanceProfile profile = InstanceRoot.profile()
                .zone(InstanceRoot.ZONE)
                .enrolmentSecret("0123456789abcdef")
                .build();

        assertThat(profile.toString() + new InstanceFiles(profile).files()).doesNotContain("0123456789abcdef");
    }

    private static void assertMalformed(InstanceProfile.Builder builder) {
        assertThatThrownBy(builder::build).isInstanceOf(MalformedException.class);
    }
}
