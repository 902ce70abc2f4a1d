package io.millrace;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.millrace.check.Require;
import io.millrace.method.MethodFigure;
import io.millrace.testkit.FixedOrderRules;
import io.millrace.testkit.MapperRules;
import io.millrace.testkit.NullRules;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Permitted dependencies between the modules of src, and banned hidden inputs. */
@AnalyzeClasses(
        packages = "io.millrace",
        importOptions = {ImportOption.DoNotIncludeTests.class, SourcesRulesTest.BelowFlink.class})
class SourcesRulesTest {
    /** Classes of {@code src} only, without its test kits. */
    static final class BelowFlink implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.matches(ABOVE);
        }
    }

    private static final Pattern ABOVE = Pattern.compile(".*/io/millrace/(state|operators|jobs)/.*|.*-tests\\.jar!.*");

    @ArchTest
    static final ArchRule NO_FLINK = noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule MODEL_DEPENDS_ON_NOTHING_BUT_CHECKS = classes()
            .that()
            .resideInAPackage("io.millrace.model")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("io.millrace.model", "io.millrace.ordered")
                    .or(resideOutsideOfPackages("io.millrace..", "org.apache..", "com.fasterxml.."))
                    .or(com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo(Require.class)));

    @ArchTest
    static final ArchRule METHODS_NEVER_IMPORT_EACH_OTHER = slices().matching("io.millrace.method.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule VERIFIERS_ARE_FOUND_BY_REGISTRATION_ALONE = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.millrace.verify", "io.millrace.config", "io.millrace.task..", "io.millrace.pipeline")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.millrace.verify.*..");

    @ArchTest
    static final ArchRule REWARDS_KNOW_NO_METHOD = noClasses()
            .that()
            .resideInAPackage("io.millrace.reward")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.millrace.method..");

    @ArchTest
    static final ArchRule EXTENSION_POINTS_ARE_UNKNOWN_TO_THE_REGISTRY = classes()
            .that()
            .resideInAPackage("io.millrace.plugin")
            .should()
            .onlyDependOnClassesThat(
                    resideInAPackage("io.millrace.plugin").or(resideOutsideOfPackages("io.millrace..")));

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("io.millrace.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule A_METHOD_CAN_BE_DELETED_WITH_ITS_REGISTRATION = noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.method.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.millrace.method.*..");

    @ArchTest
    static final ArchRule FIGURES_OF_A_METHOD_LIVE_WITH_IT = noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.method.*..")
            .should()
            .callConstructor(
                    MethodFigure.class, MethodFigure.Of.class, String.class, String.class, String.class, String.class);

    @ArchTest
    static final ArchRule METRICS_AND_REPORTS_KNOW_NO_METHOD = noClasses()
            .that()
            .resideInAnyPackage("io.millrace.metric", "io.millrace.report", "io.millrace.learner")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.millrace.method.*..");

    @ArchTest
    static final ArchRule A_PACKAGE_IS_A_CONCEPT = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..manager..", "..base..");

    @ArchTest
    static final ArchRule THE_NATIVE_ENGINE_STAYS_IN_ITS_PACKAGES = noClasses()
            .that()
            .resideOutsideOfPackages("io.millrace.torch..", "io.millrace.token.library..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule TOKENIZERS_ARE_ALL_THAT_TEXT_TAKES_OF_IT = noClasses()
            .that()
            .resideInAPackage("io.millrace.token.library..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("ai.djl..").and(resideOutsideOfPackages("ai.djl.huggingface.tokenizers..")));

    @ArchTest
    static final ArchRule NO_UNORDERED_COLLECTIONS = FixedOrderRules.noUnorderedCollections();

    @ArchTest
    static final ArchRule MAPPERS_ARE_MADE_IN_ONE_PLACE = MapperRules.mappersAreMadeInOnePlace();

    @ArchTest
    static final ArchRule NULL_IS_CHECKED_EVERYWHERE = NullRules.everyPackageIsNullMarked();

    @ArchTest
    static final ArchRule NO_WALL_CLOCK = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule NO_UNSEEDED_RANDOMNESS = noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class);
}
