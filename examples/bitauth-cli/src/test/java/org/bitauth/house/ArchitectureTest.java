package org.bitauth.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.reflect.Method;
import org.bitauth.BitauthSignature;
import org.bitauth.Signable;
import org.bitauth.internal.CurveSigner;
import org.bitauth.internal.CurveVerifier;
import org.bitauth.internal.SignedForm;
import org.bitauth.internal.engine.Engines;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md about what may know what. */
class ArchitectureTest {
    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.bitauth")
            .that(new DescribedPredicate<>("of the three modules") {
                @Override
                public boolean test(JavaClass type) {
                    return !type.getPackageName()
                            .matches("org\\.bitauth\\.(cli|house|peers|quickstart|ssh\\.lab)(\\..*)?");
                }
            });

    private static final String CORE_INTERNAL = "org.bitauth.internal..";
    private static final String SSH_INTERNAL = "org.bitauth.ssh.internal..";
    private static final String BITCOIN = "org.bitauth.keystone.payment.bitcoin..";

    @Test
    void seesAllThreeModules() {
        assertThat(LIBRARY.contain("org.bitauth.Sin")).isTrue();
        assertThat(LIBRARY.contain("org.bitauth.keystone.KeystoneBridge")).isTrue();
        assertThat(LIBRARY.contain("org.bitauth.ssh.SshCertificateAuthority")).isTrue();
    }

    @Test
    void noPackagesDependOnEachOtherInACycle() {
        check(slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(type.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "packages, the root one too";
                    }
                })
                .should()
                .beFreeOfCycles());
    }

    @Test
    void coreKnowsNoOtherModule() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("org.bitauth.keystone..", "org.bitauth.ssh..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bitauth.keystone..", "org.bitauth.ssh.."));
    }

    @Test
    void bridgeAndSshDoNotSeeEachOther() {
        check(noClasses()
                .that()
                .resideInAPackage("org.bitauth.keystone..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bitauth.ssh.."));
        check(noClasses()
                .that()
                .resideInAPackage("org.bitauth.ssh..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bitauth.keystone.."));
    }

    @Test
    void internalIsNotUsedFromAnotherModule() {
        check(noClasses()
                .that()
                .resideInAnyPackage("org.bitauth.keystone..", "org.bitauth.ssh..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CORE_INTERNAL));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.bitauth.ssh..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SSH_INTERNAL));
    }

    @Test
    void onlyTheServletPackagesSeeServlets() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("org.bitauth.servlet..", "org.bitauth.keystone.middleware..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.servlet.."));
    }

    @Test
    void onlyInternalPackagesSeeBouncyCastle() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(CORE_INTERNAL, SSH_INTERNAL, "org.bitauth.keystone.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle.."));
    }

    @Test
    void onlyTheBridgeSeesJjwt() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.bitauth.keystone..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.jsonwebtoken.."));
    }

    /** The SSH module works without it, but for the package that speaks with Nova. */
    @Test
    void onlyTheBridgeAndTheFaceForNovaSeeJackson() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("org.bitauth.keystone..", "org.bitauth.ssh.nova..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.."));
        check(noClasses()
                .that()
                .resideInAPackage("org.bitauth.ssh..")
                .and()
                .resideOutsideOfPackage("org.bitauth.ssh.nova..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bitauth.ssh.nova.."));
    }

    /** It is optional: whoever takes no payments by a node of his own does without it, and without what it brings along. */
    @Test
    void onlyOnePackageSeesBitcoinj() {
        assertThat(LIBRARY.get("org.bitauth.keystone.payment.bitcoin.PayerProof")
                        .getDirectDependenciesFromSelf())
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().equals("org.bitcoinj.core"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(BITCOIN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bitcoinj..", "com.google.common.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(BITCOIN)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BITCOIN));
    }

    /** bitcoinj parses and hashes for us; what it says of scripts and signatures that spend is not asked. */
    @Test
    void bitcoinjJudgesNoScript() {
        check(noClasses().should().callMethodWhere(new DescribedPredicate<>("bitcoinj runs a script") {
            @Override
            public boolean test(JavaMethodCall call) {
                return call.getTargetOwner().getPackageName().startsWith("org.bitcoinj")
                        && call.getName().matches("correctlySpends|executeScript|verify.*Input|isStandard");
            }
        }));
    }

    /** It is variable time: what sees secrets must not reach it by any way, and it must see nothing that holds one. */
    @Test
    void noPrivateKeyReachesTheFastCode() {
        String fast = "org.bitauth.internal.secp256k1..";
        check(noClasses()
                .that()
                .resideOutsideOfPackages(fast, "org.bitauth.internal.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(fast));
        check(classes()
                .that()
                .resideInAPackage(fast)
                .should()
                .onlyDependOnClassesThat(resideInAPackage(fast)
                        .or(resideInAPackage("java.."))
                        .or(resideInAPackage("org.jspecify.."))
                        .or(nameMatching("org\\.bitauth\\.internal\\.Curve(Point|Verifier)"))));
        // The interface by which it is called has no method that takes a secret; what signs has an interface of its
        // own.
        check(noClasses()
                .that()
                .implement(CurveSigner.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(fast));
        check(noClasses()
                .that(nameMatching("org\\.bitauth\\.(BitauthKey|wallet\\.Wif)"))
                .should()
                .callMethodWhere(new DescribedPredicate<>("a verifier is called") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        return call.getTargetOwner().isAssignableTo(CurveVerifier.class)
                                || (call.getName().equals("verifier")
                                        && call.getTargetOwner().isEquivalentTo(Engines.class));
                    }
                }));
        assertThat(CurveVerifier.class.getMethods())
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("decode", "coordinates", "verify", "recover");
    }

    /** The native binding is optional. */
    @Test
    void oneClassSeesTheNativeBinding() {
        check(noClasses()
                .that(not(nameMatching("org\\.bitauth\\.internal\\.engine\\.NativeCurve.*")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("fr.acinq..", "kotlin.."));
        assertThat(LIBRARY.get("org.bitauth.internal.engine.NativeCurve").getDirectDependenciesFromSelf())
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("fr.acinq"));
    }

    /** MINA is an optional dependency. */
    @Test
    void onlyItsOwnPackageSeesMina() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.bitauth.ssh.mina..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.sshd..", "org.bitauth.ssh.mina.."));
    }

    @Test
    void noPublicTypeHasANameOfTheJdk() {
        String[] taken = {"java.lang.", "java.util.", "java.net.http.", "java.security."};
        check(classes()
                .that()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .should(new ArchCondition<>("have a simple name of their own") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (String prefix : taken) {
                            boolean clash = isThere(prefix + type.getSimpleName());
                            events.add(new SimpleConditionEvent(
                                    type,
                                    !clash,
                                    type.getName() + " has the name of " + prefix + type.getSimpleName()));
                        }
                    }
                }));
    }

    @Test
    void namesSayWhatThingsAre() {
        check(noClasses().should().haveNameMatching(".*(Util|Utils|Impl|Common|Manager|Helper)$"));
        check(noClasses().should().resideInAnyPackage("..util..", "..impl..", "..common..", "..manager.."));
    }

    @Test
    void onlyASignableIsSigned() {
        check(methods()
                .that()
                .haveRawReturnType(BitauthSignature.class)
                .and()
                .haveNameMatching(".*[.]sign([A-Z].*)?[(].*|sign([A-Z].*)?")
                .and()
                .arePublic()
                .should()
                .haveRawParameterTypes(Signable.class));
    }

    @Test
    void onlyCoreMakesSignables() {
        check(noClasses()
                .that()
                .resideInAnyPackage("org.bitauth.keystone..", "org.bitauth.ssh..")
                .should()
                .callMethod(Signable.class, "of", SignedForm.class));
    }

    @Test
    void noStaticStateChanges() {
        check(fields().that().areStatic().should().beFinal());
    }

    @Test
    void packagesAreNullMarked() {
        check(classes()
                .that(resideInAPackage("org.bitauth..").and(nameMatching(".*package-info")))
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked"));
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name, false, ClassLoader.getPlatformClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static void check(ArchRule rule) {
        rule.check(LIBRARY);
    }
}
