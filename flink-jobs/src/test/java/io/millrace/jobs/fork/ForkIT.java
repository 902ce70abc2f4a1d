package io.millrace.jobs.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelsConfig;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.EmbeddedJob;
import io.millrace.jobs.local.LocalRun;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.testkit.KafkaBroker;
import io.millrace.policy.PolicyStore;
import io.millrace.testkit.hash.HashParts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forks of runs in strict mode: a fork goes where its parent would have gone, unless it is told otherwise. */
class ForkIT {
    private static final long STEPS = 8;
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Screen SILENT = new Screen(new PrintStream(OutputStream.nullOutputStream()), false);

    @TempDir
    Path temp;

    private HashRun hashRun(String name) {
        return new HashRun(new RunFolder(temp.resolve(name)), new HashParts(100, 0, 0, 0), true, 1);
    }

    /** Runs until there is a new checkpoint, then ends as in a crash. */
    private static RestorePoint crash(HashRun run) throws Exception {
        List<RestorePoint> before = RestorePoint.of(run.folder());
        EmbeddedJob job = run.start(STEPS + 100, FaultPlan.NONE);
        run.awaitStep(job, 3);
        while (before.containsAll(RestorePoint.of(run.folder()))) {
            run.awaitStep(job, 3);
            Thread.sleep(20);
        }
        job.cancel();
        return RestorePoint.of(run.folder()).get(0);
    }

    private static ForkedChannels channels(HashRun parent, RunFolder fork, long step, ChannelsConfig channels) {
        return new ForkedChannels(
                JobChannels.in(parent.folder().root(), parent.channels()),
                JobChannels.in(fork.root(), channels),
                step,
                false);
    }

    /** A crash between a checkpoint and the publication of its records is repaired by the next attempt. */
    private static void forkWhenPublished(HashRun parent, HashRun fork, RestorePoint crashed) throws Exception {
        RestorePoint point = crashed;
        for (boolean done = false; !done; ) {
            try {
                fork(parent, fork.folder(), point, fork.channels());
                done = true;
            } catch (RefusedException e) {
                assertThat(e).hasMessageContaining("resume it until it has another checkpoint");
                point = crash(parent);
            }
        }
    }

    private static void fork(HashRun parent, RunFolder fork, RestorePoint point, ChannelsConfig channels)
            throws Exception {
        long step = SavedStep.of(point.path());
        ForkedChannels copied = channels(parent, fork, step, channels);
        copied.check();
        new ForkedFolder(parent.folder(), fork, List.of(point), step).write(copied, draft -> {});
    }

    private static void mustBeEqual(HashRun fork, HashRun undisturbed) throws Exception {
        HashRun.Left expected = undisturbed.to(STEPS, FaultPlan.NONE);
        HashRun.Left left = fork.to(STEPS, FaultPlan.NONE);

        assertThat(left.weights()).isEqualTo(expected.weights());
        assertThat(fork.verdict().faults()).isEmpty();
        assertThat(fork.diff(undisturbed).count()).isZero();
    }

    @Test
    void aForkOfAnIncrementalCheckpointDoesNotNeedItsParent() throws Exception {
        HashRun parent = hashRun("parent");
        HashRun fork = hashRun("fork");
        fork(parent, fork.folder(), crash(parent), fork.channels());
        Files.move(parent.folder().root(), temp.resolve("moved"));

        mustBeEqual(fork, hashRun("undisturbed"));
    }

    @Test
    void aForkHasTopicsOfItsOwn() throws Exception {
        HashRun parent = hashRun("parent").with(KafkaBroker.running().run(1));
        RestorePoint point = crash(parent);
        HashRun fork = hashRun("fork").with(KafkaBroker.running().run(1));
        assertThatThrownBy(() -> fork(parent, fork.folder(), point, parent.channels()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("fork: the channel of ledger must be another than the parent's kafka:ledger-");
        assertThatThrownBy(() ->
                        channels(parent, fork.folder(), 1000, fork.channels()).check())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("must have the records of step 1000");
        forkWhenPublished(parent, fork, point);
        long before = parent.ledger().size();

        mustBeEqual(fork, hashRun("undisturbed"));
        assertThat(parent.ledger()).hasSize((int) before);
        assertThat(parent.to(STEPS, FaultPlan.NONE).weights())
                .isEqualTo(fork.left().weights());
    }

    private MillraceConfig config(Path out, int steps, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "run.out=" + out,
                "policy.path=" + ROOT.resolve("deploy/models/digits"),
                "run.steps=" + steps,
                "run.seed=7",
                "batch.groups=4",
                "sampling.groupSize=4",
                "sampling.maxTokens=12",
                "data.eval.prompts=2",
                "evaluation.samples=1",
                "evaluation.every=0",
                "stream.maxStaleness=0",
                "stream.ordered=true",
                "policy.batching=group",
                "advantage.credit=response",
                "policy.threads=1"));
        options.addAll(Arrays.asList(more));
        return ConfigReader.read(ROOT.resolve("deploy/conf/digits.yaml"), options);
    }

    private Path run(String name, int steps, boolean resume, String... more) throws Exception {
        RunFolder folder = new RunFolder(temp.resolve(name));
        new LocalRun(config(folder.root(), steps, more), folder, SILENT, FaultPlan.NONE).run(resume);
        PolicyStore store = new PolicyStore(folder.store());
        return store.version(store.newestManifest().orElseThrow()).path().resolve("model.safetensors");
    }

    private void fork(String name, String... more) throws Exception {
        Path out = temp.resolve(name);
        RunFolder parent = new RunFolder(temp.resolve("a"));
        new RunFork(parent, config(out, 2, more), SILENT).into(new RunFolder(out), Optional.empty());
    }

    /** The files of a folder with their times and sizes. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
        }
        return files;
    }

    @Test
    void aForkWithAnotherRewardGoesItsOwnWayBesideOneWithout() throws Exception {
        run("a", 2, false);
        Map<String, String> before = files(temp.resolve("a"));
        fork("same");
        fork("other");
        Path same = run("same", 4, true);
        Path other = run("other", 4, true, "rewards=[{name: varied, type: repetition, ngram: 1, weight: 5}]");
        assertThat(files(temp.resolve("a"))).isEqualTo(before);
        Path parent = run("a", 4, true);

        assertThat(same).hasSameBinaryContentAs(parent);
        assertThat(Files.mismatch(other, parent)).isNotEqualTo(-1);
        assertThatThrownBy(() -> fork("same")).hasMessageContaining("the folder already exists");
        assertThatThrownBy(() -> fork("seed", "run.seed=8"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the seed must still be 7");
        assertThat(temp.resolve("seed")).doesNotExist();
    }
}
