package io.millrace.jobs;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.millrace.assembly.ConfiguredParts;
import io.millrace.assembly.Parts;
import io.millrace.jobs.cluster.LoopbackEnvironment;
import io.millrace.jobs.topology.LocalCluster;
import io.millrace.testkit.FixedOrderRules;
import io.millrace.testkit.MapperRules;
import io.millrace.testkit.NullRules;
import org.apache.flink.annotation.Public;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Rules for the use of Flink in the modules that depend on it. */
@AnalyzeClasses(
        packages = {"io.millrace.state", "io.millrace.operators", "io.millrace.jobs"},
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestKits.class})
class ArchitectureTest {
    /** Leaves out the jars of test kits. */
    static final class NoTestKits implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar!");
        }
    }

    @ArchTest
    static final ArchRule ONLY_FLINKS_PUBLIC_API =
            classes().should(useOnlyWhatFlinkPromisesToKeep()).as("use only @Public and @PublicEvolving Flink API");

    @ArchTest
    static final ArchRule STAGES_DO_NOT_KNOW_THE_JOB = noClasses()
            .that()
            .resideInAnyPackage("io.millrace.state..", "io.millrace.operators..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.millrace.jobs..");

    @ArchTest
    static final ArchRule STATE_DOES_NOT_KNOW_THE_STAGES = noClasses()
            .that()
            .resideInAPackage("io.millrace.state..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.millrace.operators..");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("io.millrace.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule KINDS_OF_CHANNELS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("io.millrace.operators.channel.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule NO_STAGE_KNOWS_A_METHOD =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.millrace.method.*..");

    @ArchTest
    static final ArchRule AN_OPERATOR_TAKES_THE_PARTS_OF_ITS_STAGE = noClasses()
            .that()
            .resideInAPackage("io.millrace.operators..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Parts.class, ConfiguredParts.class);

    @ArchTest
    static final ArchRule A_PACKAGE_IS_A_CONCEPT = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..manager..", "..base..");

    @ArchTest
    static final ArchRule NO_UNORDERED_COLLECTIONS = FixedOrderRules.noUnorderedCollections();

    @ArchTest
    static final ArchRule MAPPERS_ARE_MADE_IN_ONE_PLACE = MapperRules.mappersAreMadeInOnePlace();

    @ArchTest
    static final ArchRule NULL_IS_CHECKED_EVERYWHERE = NullRules.everyPackageIsNullMarked();

    /** Without a cluster it would start one, so it may be called only where a local cluster is rejected. */
    @ArchTest
    static final ArchRule THE_ENVIRONMENT_OF_OTHERS_IS_ASKED_FOR_IN_ONE_PLACE = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.millrace.jobs.submit.ClusterSettings")
            .should()
            .callMethodWhere(target(nameMatching("getExecutionEnvironment"))
                    .and(target(owner(assignableTo(StreamExecutionEnvironment.class)))));

    @ArchTest
    static final ArchRule EVERY_CLUSTER_OF_OURS_IS_CLOSED_TO_THE_NETWORK = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(LocalCluster.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(LoopbackEnvironment.class.getName())
            .should()
            .callMethodWhere(target(nameMatching("create(Local|Remote)Environment.*"))
                    .and(target(owner(assignableTo(StreamExecutionEnvironment.class)))))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("org\\.apache\\.flink\\.runtime\\.minicluster\\..*");

    private static ArchCondition<JavaClass> useOnlyWhatFlinkPromisesToKeep() {
        return new ArchCondition<>("use only what Flink promises to keep") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                    JavaClass used = topLevel(dependency.getTargetClass().getBaseComponentType());
                    if (used.getPackageName().startsWith("org.apache.flink") && !promised(used)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::topLevel).orElse(type);
    }

    private static boolean promised(JavaClass type) {
        return type.isAnnotatedWith(Public.class) || type.isAnnotatedWith(PublicEvolving.class);
    }
}
