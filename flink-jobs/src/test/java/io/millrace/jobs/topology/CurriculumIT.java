package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.curriculum.PassRates;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.EmbeddedJob;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.MethodsAudit;
import io.millrace.jobs.testkit.Scenario;
import io.millrace.model.LedgerLine;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.policy.PolicyStore;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole job with a curriculum: the choice of prompts depends on the grades of all earlier visits, so a table of
 * pass rates that is lost, outdated or from an abandoned attempt changes everything after it.
 */
class CurriculumIT {
    private static final int STEPS = 24;
    private static final HashParts PLAIN = new HashParts(36, 2, 2, 0);

    @TempDir
    static Path shared;

    private static HashRun.Left undisturbed;

    @TempDir
    Path temp;

    @BeforeAll
    static void runUndisturbed() throws Exception {
        undisturbed = strict(shared, PLAIN.withCurriculum()).to(STEPS, FaultPlan.NONE);
    }

    private static HashRun strict(Path folder, HashParts parts) {
        return new HashRun(new RunFolder(folder), parts, true, 1);
    }

    private HashRun strict(String name) {
        return strict(temp.resolve(name), PLAIN.withCurriculum());
    }

    private static PassRates rates(Path folder) throws Exception {
        PolicyStore store = new PolicyStore(new RunFolder(folder).store());
        return PassRates.read(
                store.version(store.newestManifest().orElseThrow()).path());
    }

    private static List<String> visits(List<LedgerLine> ledger) {
        return ledger.stream().map(line -> line.query() + "/" + line.visit()).toList();
    }

    @Test
    void twoStrictRunsVisitTheSamePromptsAndEndWithTheSameWeightsAndPassRates() throws Exception {
        HashRun.Left second = strict("second").to(STEPS, FaultPlan.NONE);

        assertThat(second).isEqualTo(undisturbed);
        assertThat(rates(temp.resolve("second"))).isEqualTo(rates(shared));
        assertThat(second.ordinals()).containsExactlyElementsOf(HashRun.ordinals(STEPS));
        assertThat(visits(second.ledger())).doesNotHaveDuplicates();
    }

    /** Without a curriculum, each prompt would have been visited three times. */
    @Test
    void preferredPromptsAreVisitedMoreOftenAndAllAreVisited() {
        Map<String, Long> visits =
                undisturbed.ledger().stream().collect(Collectors.groupingBy(LedgerLine::query, Collectors.counting()));

        assertThat(visits).hasSize((int) PLAIN.prompts().size());
        assertThat(visits.values()).contains(1L).anyMatch(count -> count > 4);
    }

    @ParameterizedTest
    @EnumSource(
            value = Point.class,
            names = {"SAMPLED", "AFTER_STEP", "PUBLISHED", "SNAPSHOT"})
    void aCrashChangesNoVisit(Point point) throws Exception {
        int passage = point == Point.SAMPLED ? 31 : point == Point.SNAPSHOT ? 2 : 7;
        HashRun.Left crashed = strict("crashed")
                .to(STEPS, new FaultPlan(List.of(new Fault(point, passage, 0), new Fault(point, 1, 1))));

        assertThat(crashed).isEqualTo(undisturbed);
    }

    @Test
    void aKilledRunContinuesWithThePassRatesOfItsCheckpoint() throws Exception {
        HashRun killed = strict("killed");
        EmbeddedJob job = killed.start(STEPS, FaultPlan.NONE);
        await().atMost(Duration.ofMinutes(5)).until(() -> killed.restorePoint().isPresent());
        job.cancel();

        assertThat(killed.to(STEPS, FaultPlan.NONE)).isEqualTo(undisturbed);
    }

    @Test
    void aRescaledRunVisitsTheSamePrompts() throws Exception {
        HashRun run = strict("rescaled");
        run.with(3).stopAfter(STEPS / 3, STEPS);
        run.with(2).stopAfter(2 * STEPS / 3, STEPS);

        assertThat(run.to(STEPS, FaultPlan.NONE)).isEqualTo(undisturbed);
    }

    @Test
    void anAsynchronousRunWithCrashesEndsEachVisitOnce() throws Exception {
        HashParts parts = new HashParts(36, 2, 2, 3).withCurriculum();
        HashRun run = new HashRun(new RunFolder(temp.resolve("async")), parts, false, 3);
        HashRun.Left left = run.toDespite(
                STEPS, new FaultPlan(List.of(new Fault(Point.SAMPLED, 40, 0), new Fault(Point.PUBLISHED, 3, 1))));

        assertThat(left.ordinals()).containsAll(HashRun.ordinals(STEPS)).doesNotHaveDuplicates();
        assertThat(visits(left.ledger())).doesNotHaveDuplicates();
        assertThat(left.staleness()).allMatch(steps -> steps <= 3);
    }

    @Test
    void aRunWithoutACurriculumContinuesWithOne() throws Exception {
        Path folder = temp.resolve("later");
        strict(folder, PLAIN).to(STEPS / 3, FaultPlan.NONE);
        HashRun.Left left = strict(folder, PLAIN.withCurriculum()).to(STEPS, FaultPlan.NONE);

        assertThat(left.ordinals()).containsExactlyElementsOf(HashRun.ordinals(STEPS));
        assertThat(visits(left.ledger())).doesNotHaveDuplicates();
        assertThat(rates(folder)).isNotEqualTo(PassRates.unseen(40));
    }

    /**
     * With replay, reflection and recomposition on, asynchronous: the published records must be consistent to the last
     * row.
     */
    @ParameterizedTest
    @ValueSource(longs = {2, 8})
    void withAllMethodsAndFailuresNothingIsLostOrDoneTwice(long seed) throws Exception {
        Scenario scenario = Scenario.of(seed);
        HashMethods methods = new HashMethods(true, true, scenario.capacity(), 14, scenario.shards());
        HashParts parts = new HashParts(8, 1, 1, scenario.maxStaleness(), methods).withCurriculum();
        HashRun run = new HashRun(new RunFolder(temp.resolve("methods")), parts, false, scenario.parallelism(), 10);

        run.toDespite(14, scenario.plan());

        MethodsAudit audit = new MethodsAudit(scenario.toString(), run, 14);
        audit.all();
        audit.savedBuffers();
        audit.savedMemory();
    }
}
