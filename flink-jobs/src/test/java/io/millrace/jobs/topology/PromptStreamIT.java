package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.ChannelsConfig;
import io.millrace.channel.StartPosition;
import io.millrace.dataset.PromptRecords;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.EmbeddedJob;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.model.ChatMessage;
import io.millrace.model.LedgerLine;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.VisitEnd;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.testkit.hash.HashEngine;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on prompts that arrive in a channel. */
class PromptStreamIT {
    private static final int STEPS = 12;
    private static final int GROUPS = 5;
    private static final String EXPIRED =
            "{\"prompt\": \"late\", \"id\": \"late\", \"deadline\": \"2020-01-01T00:00:00Z\"}";

    @TempDir
    Path temp;

    private Channel channel;

    @BeforeEach
    void make() {
        channel = new DirectoryChannel(temp.resolve("prompts"), ChannelsConfig.KEEP_ALL);
    }

    private HashRun strict(String name, int visits) {
        return new HashRun(new RunFolder(temp.resolve(name)), new HashParts(1, 0, 0, 0), true, 1)
                .with(new PromptStream(channel, visits));
    }

    /** Mostly usable prompts, with some of each unusable kind. */
    private static List<String> records(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> switch (i % 10) {
                    case 3 -> "{\"prompt\": ";
                    case 5 -> EXPIRED;
                    case 7 -> prompt(HashEngine.TOO_LONG + i);
                    default -> prompt("query " + i);
                })
                .toList();
    }

    private static String prompt(String id) {
        return PromptRecords.line(new Prompt(
                id, List.of(ChatMessage.user("prompt of " + id)), List.of(), "test", "hash", PromptKind.PLAIN));
    }

    @Test
    void everyRecordEndsInOneLedgerLineWithItsReason() throws Exception {
        channel.append(records(0, STEPS * GROUPS));

        HashRun.Left left = strict("run", 1).to(STEPS, FaultPlan.NONE);

        assertThat(left.ordinals()).isEqualTo(HashRun.ordinals(STEPS));
        assertThat(left.ledger()).allSatisfy(line -> assertThat(line.end())
                .as(line.toString())
                .isEqualTo(
                        switch ((int) line.ordinal() % 10) {
                            case 3 -> VisitEnd.Kind.UNREADABLE;
                            case 5 -> VisitEnd.Kind.EXPIRED;
                            case 7 -> VisitEnd.Kind.PROMPT_TOO_LONG;
                            default -> VisitEnd.Kind.TRAINED;
                        }));
        assertThat(left.ledger()).extracting(LedgerLine::split).containsOnly("stream");
    }

    @Test
    void aRunThatStartsAtALaterRecordVisitsThatOneFirstAndResumesBehindWhatItRead() throws Exception {
        channel.append(IntStream.range(0, STEPS * GROUPS)
                .mapToObj(i -> prompt("query " + i))
                .toList());
        HashRun run = new HashRun(new RunFolder(temp.resolve("late")), new HashParts(1, 0, 0, 0), true, 1)
                .with(new PromptStream(channel, 1, channel.located(StartPosition.parse("record:20"))));
        run.to(2, FaultPlan.NONE);

        HashRun.Left left = run.to(8, FaultPlan.NONE);

        assertThat(left.ordinals()).isEqualTo(HashRun.ordinals(8));
        assertThat(left.ledger())
                .extracting(LedgerLine::query)
                .containsExactlyElementsOf(
                        IntStream.range(20, 60).mapToObj(i -> "query " + i).toList());
        assertThat(run.verdict().faults()).isEmpty();
    }

    @Test
    void aCrashChangesNothing() throws Exception {
        channel.append(records(0, STEPS * GROUPS));
        HashRun undisturbed = strict("undisturbed", 1);
        HashRun.Left expected = undisturbed.to(STEPS, FaultPlan.NONE);

        HashRun crashing = strict("crashed", 1);
        HashRun.Left crashed = crashing.to(
                STEPS,
                new FaultPlan(List.of(new Fault(Point.CHANNEL_WRITE, 9, 0), new Fault(Point.CHANNEL_PUBLISH, 1, 1))));

        assertThat(crashed).isEqualTo(expected);
        assertThat(crashing.diff(undisturbed).count()).isZero();
        assertThat(crashing.verdict().faults()).isEmpty();
    }

    @Test
    void theRunWaitsForPromptsAndContinuesWhenTheyArrive() throws Exception {
        channel.append(records(0, 2 * GROUPS));
        HashRun run = strict("run", 1);
        EmbeddedJob job = run.start(STEPS, FaultPlan.NONE);
        run.awaitStep(job, 2);
        channel.append(records(2 * GROUPS, STEPS * GROUPS));
        run.awaitStep(job, STEPS);
        job.stop(run.folder().savepoints());

        assertThat(run.left().ordinals()).isEqualTo(HashRun.ordinals(STEPS));
    }

    @Test
    void aPromptMayBeVisitedSeveralTimes() throws Exception {
        channel.append(
                IntStream.range(0, STEPS).mapToObj(i -> prompt("query " + i)).toList());

        HashRun.Left left = strict("run", GROUPS).to(STEPS, FaultPlan.NONE);

        assertThat(left.ordinals()).isEqualTo(HashRun.ordinals(STEPS));
        assertThat(left.ledger())
                .allSatisfy(line -> assertThat(line.query()).isEqualTo("query " + line.ordinal() / GROUPS));
    }
}
