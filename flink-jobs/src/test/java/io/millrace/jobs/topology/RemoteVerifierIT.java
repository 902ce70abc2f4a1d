package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.channel.ChannelReader;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.testkit.VerifierServer;
import io.millrace.testkit.VerifierServer.Asked;
import io.millrace.testkit.VerifierServer.Said;
import io.millrace.testkit.hash.HashParts;
import io.millrace.testkit.hash.HashTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job with a remote verifier that fails occasionally. */
class RemoteVerifierIT {
    private static final int STEPS = 16;
    private static final long SEED = 11;
    private static final String HOPELESS = "query 7";

    @TempDir
    Path temp;

    private final AtomicInteger failures = new AtomicInteger();

    private HashRun run(String name, VerifierServer server, boolean ordered, int maxStaleness) {
        return new HashRun(
                new RunFolder(temp.resolve(name)),
                new HashParts(36, 2, 2, maxStaleness).judgedAt(server.url()),
                ordered,
                ordered ? 1 : 2);
    }

    /** The verdicts of the local task, as a server returns them. */
    private static Said judge(Asked asked) {
        return Said.verdicts(StreamSupport.stream(asked.body().path("replies").spliterator(), false)
                .map(reply -> verdict(reply.path("text").asText()))
                .toList());
    }

    private static String verdict(String text) {
        try {
            return "{\"score\": %d}".formatted(HashTask.verdict(text).correct() ? 1 : 0);
        } catch (IllegalStateException e) {
            return "{\"verdict\": \"ungraded\"}";
        }
    }

    /**
     * Judges every response correct, so that any other verdict is caused by failures. About every fifth request fails,
     * in one of three ways, and all requests about one query fail.
     */
    private VerifierServer flaky() {
        SplittableRandom random = new SplittableRandom(SEED);
        return VerifierServer.of(asked -> {
            int draw;
            synchronized (random) {
                draw = random.nextInt(15);
            }
            if (draw < 3) {
                failures.incrementAndGet();
            }
            return asked.body().at("/prompt/id").asText().equals(HOPELESS) || draw == 0
                    ? Said.body("{\"verdicts\": ")
                    : switch (draw) {
                        case 1 -> Said.status(503);
                        case 2 -> throw new IllegalStateException("cut");
                        default -> asked.all("correct");
                    };
        });
    }

    @Test
    void aStrictRunEndsWithTheSameWeightsAndLedgerAsWithALocalVerifierEvenAfterCrashes() throws Exception {
        try (VerifierServer server = VerifierServer.of(RemoteVerifierIT::judge)) {
            HashRun.Left local = new HashRun(new RunFolder(temp.resolve("local")), new HashParts(36, 2, 2, 0), true, 1)
                    .to(STEPS, FaultPlan.NONE);
            HashRun.Left remote = run("remote", server, true, 0)
                    .to(
                            STEPS,
                            new FaultPlan(List.of(
                                    new Fault(Point.REMEMBER, 23, 0),
                                    new Fault(Point.SAMPLED, 11, 1),
                                    new Fault(Point.SNAPSHOT, 1, 2))));
            assertThat(remote).isEqualTo(local);
        }
    }

    @Test
    void withAFlakyServerAndCrashesEachVisitEndsOnceAndFailuresAreNotRewards() throws Exception {
        try (VerifierServer server = flaky()) {
            HashRun run = run("flaky", server, false, 2);
            run.stopAfter(STEPS / 2, STEPS);
            HashRun.Left left = run.toDespite(
                    STEPS, new FaultPlan(List.of(new Fault(Point.REMEMBER, 7, 0), new Fault(Point.AFTER_STEP, 2, 1))));

            assertThat(left.ordinals()).isEqualTo(HashRun.ordinals(STEPS));
            assertThat(failures).hasPositiveValue();
            assertThat(left.ledger()).extracting(LedgerLine::end).contains(VisitEnd.Kind.TRAINED);
            assertThat(left.ledger())
                    .filteredOn(line -> line.query().equals(HOPELESS))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line.end()).isIn(VisitEnd.Kind.UNGRADED, VisitEnd.Kind.TOO_STALE));
            assertThat(accuracies(run)).hasSizeGreaterThanOrEqualTo(STEPS).containsOnly(1.0);
        }
    }

    private static List<Double> accuracies(HashRun run) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Double> accuracies = new ArrayList<>();
        try (Stream<String> lines = ChannelReader.lines(run.folder().steps())) {
            for (String line : lines.toList()) {
                accuracies.add(json.readTree(line).required("accuracy").asDouble());
            }
        }
        return accuracies;
    }
}
