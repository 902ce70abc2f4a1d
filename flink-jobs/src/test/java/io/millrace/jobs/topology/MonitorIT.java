package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.codec.EpisodeJson;
import io.millrace.codec.ScoreJson;
import io.millrace.episode.EndRecord;
import io.millrace.episode.Episode;
import io.millrace.episode.EpisodeFold;
import io.millrace.episode.EpisodeRecord;
import io.millrace.episode.GroupRecord;
import io.millrace.episode.ResponseRecord;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.WindowAudit;
import io.millrace.model.LedgerLine;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.VisitEnd;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.policy.StalenessPacing;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import io.millrace.window.Count;
import io.millrace.window.WindowFold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The windows and episodes of jobs that fail and are rescaled, compared with a computation over all responses. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class MonitorIT {
    private static final int STEPS = 12;
    private static final long FOREVER = Long.MAX_VALUE;

    @TempDir
    Path temp;

    private HashRun strict(String name) {
        return new HashRun(new RunFolder(temp.resolve(name)), new HashParts(36, 2, 2, 0), true, 1);
    }

    @Test
    void theMonitorChangesNoWeightsAndARunIsResumedWithEitherSetting() throws Exception {
        HashRun.Left observed = strict("on").to(STEPS, FaultPlan.NONE);
        HashRun switched = strict("switched");
        switched.to(STEPS / 3, FaultPlan.NONE);
        switched.withoutMonitor().to(2 * STEPS / 3, FaultPlan.NONE);
        HashRun.Left unobserved = switched.to(STEPS, FaultPlan.NONE);

        assertThat(unobserved).isEqualTo(observed);
        assertThat(strict("off").withoutMonitor().to(STEPS, FaultPlan.NONE)).isEqualTo(observed);
        assertThat(strict("off").records(RunChannel.EPISODES)).isEmpty();
        assertThat(strict("off").records(RunChannel.METRICS)).isEmpty();
    }

    @Test
    void everyResponseIsWrittenOnceAndCountedOnceDespiteCrashes() throws Exception {
        HashRun run = strict("crashed");
        run.to(
                STEPS,
                new FaultPlan(List.of(
                        new Fault(Point.REMEMBER, 47, 0),
                        new Fault(Point.CHANNEL_WRITE, 9, 1),
                        new Fault(Point.COMPOSE, 13, 2))));

        assertComplete(run);
        assertWindowsAddUp(run);
        assertTrainedResponsesHaveScores(run);
    }

    @Test
    void everyResponseIsCountedOnceAtAnyParallelismWithReplaysAndReflections() throws Exception {
        HashMethods methods = new HashMethods(true, true, 25, STEPS, 5);
        HashRun run = new HashRun(new RunFolder(temp), new HashParts(8, 1, 1, 2, methods), false, 2, 10);
        run.stopAfter(STEPS / 3, STEPS);
        run.with(3).stopAfter(2 * STEPS / 3, STEPS);
        run.to(STEPS, FaultPlan.NONE);

        assertComplete(run);
        assertWindowsAddUp(run);
        List<ResponseRecord> responses = groups(run).stream()
                .flatMap(group -> group.responses().stream())
                .toList();
        assertThat(responses.stream().map(ResponseRecord::origin)).contains(Origin.REPLAYED);
        assertThat(responses.stream()
                        .filter(response -> response.origin() == Origin.REPLAYED)
                        .map(ResponseRecord::from))
                .allMatch(Optional::isPresent);
        assertThat(groups(run).stream().map(GroupRecord::kind)).contains(PromptKind.REFLECTION);
    }

    private static List<EpisodeRecord> episodes(HashRun run) throws IOException {
        List<EpisodeRecord> episodes = new ArrayList<>();
        for (String line : run.records(RunChannel.EPISODES)) {
            episodes.add(EpisodeJson.read(line));
        }
        return episodes;
    }

    private static List<GroupRecord> groups(HashRun run) throws IOException {
        return episodes(run).stream()
                .filter(GroupRecord.class::isInstance)
                .map(GroupRecord.class::cast)
                .toList();
    }

    /** Each visit of the ledger has one end; each that was graded has one group, with all its responses and tokens. */
    private static void assertComplete(HashRun run) throws IOException {
        List<String> ended = run.ledger().stream()
                .map(line -> visit(line) + " " + line.end())
                .sorted()
                .toList();
        List<String> ends = episodes(run).stream()
                .filter(EndRecord.class::isInstance)
                .map(EndRecord.class::cast)
                .map(end -> visit(end) + " " + end.end())
                .sorted()
                .toList();
        assertThat(ends).containsAll(ended).doesNotHaveDuplicates();
        List<String> trained = run.ledger().stream()
                .filter(line -> line.end() == VisitEnd.Kind.TRAINED)
                .map(MonitorIT::visit)
                .sorted()
                .toList();
        assertThat(groups(run).stream().map(MonitorIT::visit))
                .containsAll(trained)
                .doesNotHaveDuplicates();
        assertThat(groups(run)).allSatisfy(group -> assertThat(group.responses())
                .isNotEmpty()
                .allMatch(response -> response.tokens().size() == response.length()));
    }

    /** A reader finds the learner's log-probs of each response trained on, and its advantage. */
    private static void assertTrainedResponsesHaveScores(HashRun run) throws IOException {
        EpisodeFold fold = new EpisodeFold(100_000);
        for (EpisodeRecord record : episodes(run)) {
            fold.add(record);
        }
        for (String line : run.records(RunChannel.SCORES)) {
            fold.add(ScoreJson.read(line));
        }
        for (LedgerLine line : run.ledger()) {
            if (line.end() == VisitEnd.Kind.TRAINED) {
                Episode episode = fold.find(line.query(), line.visit()).orElseThrow();
                assertThat(episode.scores()).isNotEmpty();
                assertThat(episode.scores().values()).allSatisfy(score -> {
                    assertThat(score.minibatch()).isEqualTo(line.minibatch());
                    assertThat(score.row().gap()).isZero();
                    assertThat(episode.row(score.row().sample())).isPresent();
                });
            }
        }
    }

    private static String visit(LedgerLine line) {
        boolean reflection = line.split().equals(StalenessPacing.REFLECTIONS);
        return line.query() + "#" + line.visit() + (reflection ? " REFLECTION" : " PLAIN");
    }

    private static String visit(EpisodeRecord record) {
        return record.query() + "#" + record.visit() + " " + record.kind();
    }

    /** The windows of the channel are equal to those computed from the episodes at once. */
    private static void assertWindowsAddUp(HashRun run) throws IOException {
        WindowFold published = WindowAudit.published(run.records(RunChannel.METRICS));
        WindowFold computed = WindowAudit.computed(run.records(RunChannel.EPISODES), run.monitor());

        WindowAudit.assertEqualSums(published, computed, 10);
        assertThat(computed.sum(10, 0, FOREVER, series -> true).count(Count.RESPONSES))
                .isPositive();
    }
}
