package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.Outcome;
import org.bitauth.SecretAccess;
import org.bitauth.StoreException;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshCertificateAuthorityTest {
    private final TestCloud cloud = new TestCloud();
    private final BitauthKey alice = BitauthKey.generate();
    private final SshKeyPair ssh = SshKeyPair.generate();
    private final CertificateRequest request = new CertificateRequest(ssh.publicKey(), "debian", "i-1");

    @Test
    void certifiesTheProvenIdentity() throws GeneralSecurityException {
        SshCertificate certificate = cloud.certificate(alice, request);
        CertificateFields fields = new CertificateFields(certificate.line());

        assertThat(certificate.keyId()).isEqualTo("sin:" + alice.sin()).isEqualTo(fields.keyId);
        assertThat(certificate.principals()).containsExactly("sin:" + alice.sin() + "/i-1/debian");
        assertThat(certificate.subject()).isEqualTo(ssh.publicKey());
        assertThat(fields.caKey).isEqualTo(cloud.caKey.publicKey().blob());
        assertThat(fields.isSigned()).isTrue();
        assertThat(cloud.asked)
                .containsExactly(new LoginRequest(alice.sin(), "debian", "i-1", ssh.publicKey(), Optional.empty()));
    }

    @Test
    void startsOneMinuteAgoAndEndsInFive() {
        SshCertificate certificate = cloud.certificate(alice, request);

        assertThat(certificate.validAfter()).isEqualTo(TestCloud.NOW.minusSeconds(60));
        assertThat(certificate.validBefore()).isEqualTo(TestCloud.NOW.plusSeconds(300));
    }

    @ParameterizedTest
    @CsvSource({"PT1M", "PT1H"})
    void livesAsLongAsIsSet(Duration life) {
        SshCertificateAuthority authority = SshCertificateAuthority.builder(
                        TestCloud.URL, any -> LoginDecision.allow(), CaSigner.of(cloud.caKey))
                .clock(InstantSource.fixed(TestCloud.NOW))
                .life(life)
                .build();
        ChallengeAnswer answer = sign(authority.challenge(alice.sin(), request), request);

        assertThat(authority.issue(answer, request).accepted())
                .map(SshCertificate::validBefore)
                .hasValue(TestCloud.NOW.plus(life));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT59.999S", "PT24H0.001S", "PT0S", "-PT5M"})
    void refusesOtherLives(Duration life) {
        SshCertificateAuthorityBuilder builder =
                SshCertificateAuthority.builder(TestCloud.URL, any -> LoginDecision.allow(), CaSigner.of(cloud.caKey));

        assertThatThrownBy(() -> builder.life(life)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H0.001S", "PT24H"})
    void livesLongerThanAnHourOnlyWhereListsAreFetched(Duration life) {
        SshCertificateAuthorityBuilder builder = SshCertificateAuthority.builder(
                        TestCloud.URL, any -> LoginDecision.allow(), CaSigner.of(cloud.caKey))
                .life(life);

        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.revocations(new InMemoryKrlStore(InstantSource.system()))
                        .build())
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1", "PT4M59.999S, 299", "PT5M, 300", "PT24H, 300"})
    void neverLivesLongerThanThePermission(Duration permission, long seconds) {
        cloud.policy = any -> LoginDecision.allow().until(TestCloud.NOW.plus(permission));

        assertThat(cloud.certificate(alice, request).validBefore()).isEqualTo(TestCloud.NOW.plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.999S", "-PT1S", "-PT8760H"})
    void refusesAPermissionThatHasEnded(Duration permission) {
        cloud.policy = any -> LoginDecision.allow().until(TestCloud.NOW.plus(permission));

        assertRefused(CertificateRejection.DENIED, cloud.issue(alice, request));
        assertThat(cloud.lastEvent().sin()).hasValue(alice.sin());
    }

    /** A whole second that begins before the permission ends, and ends after it, is not granted. */
    @Test
    void roundsTheClockDown() {
        Instant now = TestCloud.NOW.plusMillis(900);
        TestCloud late = new TestCloud(TestCloud.URL, InstantSource.fixed(now));
        late.policy = any -> LoginDecision.allow().until(now.plusMillis(50));
        assertRefused(CertificateRejection.DENIED, late.issue(alice, request));

        late.policy = any -> LoginDecision.allow();
        SshCertificate certificate = late.certificate(alice, request);
        assertThat(certificate.validAfter()).isEqualTo(TestCloud.NOW.minusSeconds(60));
        assertThat(certificate.validBefore()).isEqualTo(TestCloud.NOW.plusSeconds(300));
    }

    @Test
    void refusesTheCaKeyAsSubject() {
        CertificateRequest own = new CertificateRequest(cloud.caKey.publicKey(), "debian", "i-1");

        assertRefused(CertificateRejection.MALFORMED, cloud.issue(alice, own));
        assertThat(cloud.asked).isEmpty();
    }

    @Test
    void refusesWhatThePolicyDenies() {
        cloud.policy = any -> LoginDecision.deny("The lease was not paid.");

        Outcome.Rejected<?, ?> no = assertRefused(CertificateRejection.DENIED, cloud.issue(alice, request));
        assertThat(no.detail()).isEqualTo("The lease was not paid.");
        assertThat(cloud.lastEvent().sin()).hasValue(alice.sin());
    }

    @Test
    void leavesAFailingStoreToTheCaller() {
        cloud.policy = any -> {
            throw new StoreException("leases: no connection");
        };
        ChallengeAnswer answer = cloud.answer(alice, request);

        assertThatThrownBy(() -> cloud.authority.issue(answer, request)).isInstanceOf(StoreException.class);
    }

    @Test
    void refusesTheSignatureOfAnotherKeyAndAsksNoPolicy() {
        ChallengeAnswer theirs = cloud.answer(BitauthKey.generate(), request);
        ChallengeAnswer own = cloud.answer(alice, request);

        for (ChallengeAnswer forged : List.of(
                new ChallengeAnswer(own.challenge(), own.publicKey(), Optional.empty(), theirs.signature()),
                new ChallengeAnswer(own.challenge(), theirs.publicKey(), Optional.empty(), own.signature()),
                new ChallengeAnswer(own.challenge(), theirs.publicKey(), Optional.empty(), theirs.signature()))) {
            assertRefused(CertificateRejection.NOT_PROVEN, cloud.authority.issue(forged, request));
            assertThat(cloud.lastEvent().sin()).isEmpty();
        }
        assertThat(cloud.asked).isEmpty();
    }

    @Test
    void refusesAnAnswerWithoutForm() {
        ChallengeAnswer own = cloud.answer(alice, request);
        ChallengeAnswer broken = new ChallengeAnswer(own.challenge(), own.publicKey(), Optional.empty(), "00");

        assertRefused(CertificateRejection.MALFORMED, cloud.authority.issue(broken, request));
        assertThat(cloud.asked).isEmpty();
    }

    @Test
    void takesEachAnswerOnce() {
        ChallengeAnswer answer = cloud.answer(alice, request);

        assertThat(cloud.authority.issue(answer, request).accepted()).isPresent();
        assertRefused(CertificateRejection.NOT_PROVEN, cloud.authority.issue(answer, request));
        assertThat(cloud.asked).hasSize(1);
    }

    @Test
    void refusesAnAnswerForAnotherRequest() {
        ChallengeAnswer answer = cloud.answer(alice, request);
        SshPublicKey otherKey = SshKeyPair.generate().publicKey();

        for (CertificateRequest other : List.of(
                new CertificateRequest(ssh.publicKey(), "root", "i-1"),
                new CertificateRequest(ssh.publicKey(), "debian", "i-2"),
                new CertificateRequest(otherKey, "debian", "i-1"))) {
            assertRefused(CertificateRejection.NOT_PROVEN, cloud.authority.issue(answer, other));
        }
        assertThat(cloud.asked).isEmpty();
        assertThat(cloud.authority.issue(answer, request).accepted()).isPresent();
    }

    @Test
    void refusesAnAnswerOfAnotherCloud() {
        ChallengeAnswer answer = new TestCloud().answer(alice, request);

        assertRefused(CertificateRejection.NOT_PROVEN, cloud.authority.issue(answer, request));
    }

    @Test
    void tellsTheListenerWhatItIssued() {
        SshCertificate certificate = cloud.certificate(alice, request);

        assertThat(cloud.events).hasSize(1);
        assertThat(cloud.lastEvent().action()).isEqualTo("ssh.certificate");
        assertThat(cloud.lastEvent().outcome()).isEqualTo("accepted");
        assertThat(cloud.lastEvent().at()).isEqualTo(TestCloud.NOW);
        assertThat(cloud.lastEvent().sin()).hasValue(alice.sin());
        assertThat(cloud.lastEvent().detail())
                .contains("serial " + certificate.serial() + ",")
                .contains("sin:" + alice.sin() + "/i-1/debian")
                .contains(ssh.publicKey().fingerprint());
    }

    @Test
    void tellsTheListenerWhatItRefused() {
        cloud.policy = any -> LoginDecision.deny("The lease was not paid.");
        Outcome.Rejected<?, ?> no = assertRefused(CertificateRejection.DENIED, cloud.issue(alice, request));

        assertThat(cloud.events).hasSize(1);
        assertThat(cloud.lastEvent().outcome()).isEqualTo("denied");
        assertThat(cloud.lastEvent().detail()).isEqualTo(no.detail());
        assertThat(cloud.lastEvent().requestId()).isEqualTo(no.requestId());
    }

    @Test
    void tellsNoSecret() {
        ChallengeAnswer answer = cloud.answer(alice, request);
        cloud.authority.issue(answer, request);
        cloud.authority.issue(answer, request);
        cloud.authority.issue(answer, new CertificateRequest(ssh.publicKey(), "root", "i-1"));
        Challenge challenge = Challenge.parse(answer.challenge());

        assertThat(cloud.events).hasSize(3);
        assertThat(cloud.events.toString())
                .doesNotContain(answer.signature(), challenge.nonce(), challenge.mac())
                .doesNotContain(alice.toHex(SecretAccess.EXPORT))
                .doesNotContain(ssh.privateKeyFile(SecretAccess.EXPORT)
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void nodesThatShareChallengesTakeEachOthers() {
        Challenges shared = Challenges.builder(TestCloud.URL)
                .clock(InstantSource.fixed(TestCloud.NOW))
                .build();
        SshCertificateAuthority one = node(shared);
        SshCertificateAuthority two = node(shared);
        ChallengeAnswer answer = sign(one.challenge(alice.sin(), request), request);

        assertThat(two.issue(answer, request).accepted()).isPresent();
        assertThat(one.issue(answer, request).rejected()).isPresent();
    }

    private SshCertificateAuthority node(Challenges shared) {
        return SshCertificateAuthority.builder(TestCloud.URL, any -> LoginDecision.allow(), CaSigner.of(cloud.caKey))
                .challenges(shared)
                .clock(InstantSource.fixed(TestCloud.NOW))
                .build();
    }

    private ChallengeAnswer sign(Challenge challenge, CertificateRequest what) {
        return ChallengeAnswer.sign(challenge.text(), TestCloud.URL.toString(), what.ask(), alice)
                .accepted()
                .orElseThrow();
    }

    private static Outcome.Rejected<SshCertificate, CertificateRejection> assertRefused(
            CertificateRejection reason, Outcome<SshCertificate, CertificateRejection> outcome) {
        Outcome.Rejected<SshCertificate, CertificateRejection> no =
                outcome.rejected().orElseThrow();
        assertThat(no.reason()).as(no.detail()).isEqualTo(reason);
        return no;
    }
}
