package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.channel.ChannelReader;
import io.millrace.codec.LedgerJson;
import io.millrace.codec.RecordSchema;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.RunPart;
import io.millrace.jobs.testkit.Browser;
import io.millrace.jobs.testkit.ListeningSockets;
import io.millrace.jobs.testkit.RecordSchemas;
import io.millrace.model.LedgerLine;
import io.millrace.policy.PolicyStore;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line on a real, very small model, in separate processes. */
class RunCommandIT {
    private static final int STEPS = 12;

    /** Strict mode: on-policy, ordered, and each group decoded alone, so that runs are bitwise identical. */
    private static final String[] STRICT = {
        "--set", "stream.maxStaleness=0",
        "--set", "stream.ordered=true",
        "--set", "policy.batching=group",
        "--set", "stream.checkpointInterval=300 ms",
        "--set", "batch.groups=4",
        "--set", "sampling.groupSize=4",
        "--set", "sampling.maxTokens=20",
        "--set", "data.eval.prompts=8",
        "--set", "evaluation.samples=2",
        "--set", "optimizer.rate=0.003"
    };

    @TempDir
    static Path shared;

    private static Optional<Process> shown = Optional.empty();

    @TempDir
    Path temp;

    private static Path policy;

    @BeforeAll
    static void makeAPolicy() throws Exception {
        policy = shared.resolve("policy");
        CommandProcess.Result made = CommandProcess.run(
                shared,
                "pretrain",
                "deploy/conf/digits.yaml",
                "--out",
                policy.toString(),
                "--set",
                "pretrain.steps=3",
                "--set",
                "pretrain.model.layers=1",
                "--set",
                "pretrain.model.hidden=16",
                "--set",
                "pretrain.model.intermediate=24",
                "--set",
                "pretrain.model.heads=2",
                "--set",
                "pretrain.model.kvHeads=1");
        assertThat(made.exit()).as(made.output()).isZero();
    }

    private String[] strict(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", "deploy/conf/digits.yaml", "--out", out.toString()));
        arguments.addAll(List.of("--set", "policy.path=" + policy));
        arguments.addAll(Arrays.asList(STRICT));
        arguments.addAll(List.of("--set", "run.steps=" + STEPS));
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray(String[]::new);
    }

    /** A run that nobody disturbs, the same for all tests. */
    private Path undisturbed() throws Exception {
        Path out = shared.resolve("undisturbed");
        if (!Files.exists(new RunFolder(out).report())) {
            Optional<Process> browser = watching();
            CommandProcess run = CommandProcess.start(shared, strict(out, "--set", "dashboard.port=0"));
            if (browser.isPresent()) {
                browser.get().getOutputStream().write((page(run) + "\n").getBytes(StandardCharsets.UTF_8));
                browser.get().getOutputStream().flush();
            }
            shown = browser;
            CommandProcess.Result done = run.await();
            assertThat(done.exit()).as(done.output()).isZero();
        }
        return out;
    }

    /** A browser that waits for the address of a page. */
    private static Optional<Process> watching() throws Exception {
        Optional<Browser> browser = Browser.find();
        if (browser.isEmpty()) {
            return Optional.empty();
        }
        Process script = browser.get().start("live.mjs");
        StringBuilder said = new StringBuilder();
        while (said.indexOf("ready\n") < 0) {
            int next = script.getInputStream().read();
            assertThat(next).as(said.toString()).isNotNegative();
            said.append((char) next);
        }
        return Optional.of(script);
    }

    /** The address of a run's page. */
    private static String page(CommandProcess run) throws Exception {
        Pattern page = Pattern.compile("dashboard: (http://\\S+)");
        Matcher address = page.matcher(Files.readString(run.output()));
        while (!address.find()) {
            assertThat(run.process().isAlive())
                    .as(Files.readString(run.output()))
                    .isTrue();
            Thread.sleep(50);
            address = page.matcher(Files.readString(run.output()));
        }
        return address.group(1);
    }

    @Test
    void thePageOfARunShowsTheNumbersOfItsReport() throws Exception {
        Path out = undisturbed();
        assumeThat(shown).as("a browser").isPresent();
        String said = new String(shown.orElseThrow().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shown.get().waitFor()).as(said).isZero();
        JsonNode page = new ObjectMapper().readTree(said);
        JsonNode report =
                new ObjectMapper().readTree(new RunFolder(out).report().toFile());
        List<String> steps;
        try (Stream<String> lines = ChannelReader.lines(new RunFolder(out).steps())) {
            steps = lines.toList();
        }
        JsonNode last = new ObjectMapper().readTree(steps.get(steps.size() - 1));

        assertThat(page.path("faults")).isEmpty();
        assertThat(page.path("states").toString()).contains("running");
        assertThat(page.path("step").asText())
                .isEqualTo("step " + report.path("steps").asInt());
        assertThat(page.path("trained").asText())
                .isEqualTo(report.at("/ledger/trained").asText());
        assertThat(Double.parseDouble(page.path("reward").asText().replace('\u2212', '-')))
                .isCloseTo(last.path("reward").asDouble(), within(0.005));
        assertThat(page.path("accuracy").asText())
                .isEqualTo("%.1f %%".formatted(100 * last.path("accuracy").asDouble()));
    }

    private static byte[] weights(Path out) throws Exception {
        PolicyStore store = new PolicyStore(new RunFolder(out).store());
        PolicyStore.Manifest newest = store.newestManifest().orElseThrow();
        assertThat(newest.step()).isEqualTo(STEPS);
        return Files.readAllBytes(store.version(newest).path().resolve("model.safetensors"));
    }

    /** The ledger without run and time, in the order of ordinals. */
    private static List<LedgerLine> ledger(Path out) throws Exception {
        List<LedgerLine> ledger = new ArrayList<>();
        try (Stream<String> lines = ChannelReader.lines(new RunFolder(out).ledger())) {
            for (String line : lines.toList()) {
                ledger.add(LedgerJson.read(line));
            }
        }
        ledger.sort(Comparator.comparingLong(LedgerLine::ordinal));
        return ledger;
    }

    @Test
    void aKilledAndResumedRunEndsWithBitwiseTheSameWeightsAndTheSameLedger() throws Exception {
        Path undisturbed = undisturbed();
        Path killed = temp.resolve("killed");
        CommandProcess first = CommandProcess.start(temp, strict(killed));
        RunFolder folder = new RunFolder(killed);
        PolicyStore store = new PolicyStore(folder.store());
        while (first.process().isAlive()
                && (folder.latestRestorePoint().isEmpty()
                        || store.newestManifest()
                                        .map(PolicyStore.Manifest::step)
                                        .orElse(0L)
                                < 3)) {
            Thread.sleep(5);
        }
        assertThat(ListeningSockets.reachable(first.process().pid()))
                .as("sockets of a run that other machines can reach")
                .isEmpty();
        first.process().destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        CommandProcess.Result resumed = CommandProcess.run(temp, strict(killed, "--resume"));

        assertThat(resumed.exit()).as(resumed.output()).isZero();
        assertThat(weights(killed)).isEqualTo(weights(undisturbed));
        assertThat(ledger(killed)).hasSize(STEPS * 4).isEqualTo(ledger(undisturbed));
        assertReportBalances(killed);
        assertThat(RecordSchemas.validate(new RunFolder(killed))).containsKey(RecordSchema.STEP);
        assertThat(CommandLineKit.execute("ledger", "verify", killed.toString()).exit())
                .isZero();
        assertThat(CommandLineKit.execute("ledger", "diff", undisturbed.toString(), killed.toString())
                        .exit())
                .isZero();
        assertThat(resumed.output())
                .containsPattern("(?m)^\\Q%s\\E continues from step \\d+ of %d$".formatted(killed, STEPS));
        assertThatNothingIsLeftToDo(killed);
    }

    @Test
    void halvesThatAreKilledAndResumedApartEndWithTheWeightsAndTheLedgerOfOneRun() throws Exception {
        Path halves = temp.resolve("halves");
        RunFolder folder = new RunFolder(halves);
        CommandProcess rollout = half(halves, "rollout");
        CommandProcess learner = half(halves, "learner");
        awaitStep(folder, 3, rollout, learner);
        kill(learner);

        awaitOutput(rollout, "waiting for the learner after step ");
        learner = half(halves, "learner", "--resume");
        awaitStep(folder, 6, rollout, learner);
        kill(rollout);
        awaitStep(folder, ChannelReader.published(folder.minibatches()), learner);
        rollout = half(halves, "rollout", "--resume");

        CommandProcess.Result trained = learner.await();
        CommandProcess.Result sampled = rollout.await();
        assertThat(trained.exit()).as(trained.output()).isZero();
        assertThat(sampled.exit()).as(sampled.output()).isZero();
        assertThat(trained.output()).contains("restoring from checkpoints/", "report: " + folder.report());
        assertThat(sampled.output()).contains("restoring from checkpoints/", "the learner has taken all steps");
        assertThatVersionsOfAStepAreEqual(folder);
        Path undisturbed = undisturbed();
        assertThat(weights(halves)).isEqualTo(weights(undisturbed));
        assertThat(ledger(halves)).hasSize(STEPS * 4).isEqualTo(ledger(undisturbed));
        assertReportBalances(halves);
        assertThat(CommandLineKit.execute("ledger", "verify", halves.toString()).exit())
                .isZero();
    }

    private CommandProcess half(Path out, String part, String... more) throws Exception {
        List<String> all = new ArrayList<>(
                List.of("--only", part, "--set", "learner.versionsKept=100", "--set", "stream.checkpointsKept=3"));
        all.addAll(Arrays.asList(more));
        return CommandProcess.start(temp, strict(out, all.toArray(String[]::new)));
    }

    private static void kill(CommandProcess process) throws Exception {
        assertThat(process.process().destroyForcibly().waitFor(1, TimeUnit.MINUTES))
                .isTrue();
    }

    /** Waits until a step has been published and both halves have a checkpoint. */
    private static void awaitStep(RunFolder folder, long step, CommandProcess... running) throws Exception {
        PolicyStore store = new PolicyStore(folder.store());
        while (store.newestManifest().map(PolicyStore.Manifest::step).orElse(-1L) < step
                || folder.half(RunPart.ROLLOUT).latestRestorePoint().isEmpty()
                || folder.half(RunPart.LEARNER).latestRestorePoint().isEmpty()) {
            for (CommandProcess process : running) {
                assertThat(process.process().isAlive())
                        .as(Files.readString(process.output()))
                        .isTrue();
            }
            Thread.sleep(5);
        }
    }

    private static void awaitOutput(CommandProcess process, String text) throws Exception {
        while (!Files.readString(process.output()).contains(text)) {
            assertThat(process.process().isAlive())
                    .as(Files.readString(process.output()))
                    .isTrue();
            Thread.sleep(50);
        }
    }

    /** A learner that is restored publishes steps again that a dead attempt had published: with the same weights. */
    private static void assertThatVersionsOfAStepAreEqual(RunFolder folder) throws Exception {
        Map<Long, Set<String>> checksums = new TreeMap<>();
        Set<String> incarnations = new TreeSet<>();
        try (Stream<Path> versions = Files.list(folder.store())) {
            for (Path version : versions.filter(
                            path -> path.getFileName().toString().startsWith("v-"))
                    .toList()) {
                JsonNode manifest = new ObjectMapper()
                        .readTree(version.resolve("version.json").toFile());
                incarnations.add(manifest.path("incarnation").asText());
                checksums
                        .computeIfAbsent(manifest.path("step").asLong(), step -> new TreeSet<>())
                        .add(manifest.path("checksum").asText());
            }
        }
        assertThat(incarnations).as("attempts of the learner").hasSize(2);
        assertThat(checksums.values()).allSatisfy(of -> assertThat(of).hasSize(1));
    }

    private void assertThatNothingIsLeftToDo(Path finished) throws Exception {
        PolicyStore store = new PolicyStore(new RunFolder(finished).store());
        PolicyStore.Manifest newest = store.newestManifest().orElseThrow();
        byte[] report = Files.readAllBytes(new RunFolder(finished).report());
        CommandProcess.Result again = CommandProcess.run(temp, strict(finished, "--resume"));
        assertThat(again.exit()).as(again.output()).isZero();
        assertThat(again.output())
                .contains("%s continues from step %d of %d\n".formatted(finished, STEPS, STEPS))
                .contains("the run is complete: raise run.steps to continue\n");
        assertThat(store.newestManifest()).contains(newest);
        assertThat(Files.readAllBytes(new RunFolder(finished).report())).isEqualTo(report);
    }

    @Test
    void aRunWhoseNewestCheckpointIsDamagedContinuesFromTheOlderOneAndEndsTheSame() throws Exception {
        Path undisturbed = undisturbed();
        Path killed = temp.resolve("killed");
        CommandProcess first = CommandProcess.start(temp, strict(killed, "--set", "run.steps=1000000"));
        RunFolder folder = new RunFolder(killed);
        while (first.process().isAlive() && records(folder).size() < 2) {
            Thread.sleep(5);
        }
        first.process().destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        Path newest = folder.latestRestorePoint().orElseThrow();
        Files.write(newest.resolve("_metadata"), new byte[100]);
        CommandProcess.Result resumed = CommandProcess.run(temp, strict(killed, "--resume"));

        assertThat(resumed.exit()).as(resumed.output()).isZero();
        assertThat(resumed.output().lines().filter(line -> line.contains("; trying the older checkpoints/")))
                .as(resumed.output())
                .singleElement()
                .asString()
                .contains("/%s ".formatted(newest.getFileName()));
        assertThat(resumed.output()).doesNotContain("failure 1");
        assertThat(folder.temporary()).doesNotExist();
        assertThat(ledger(killed)).isEqualTo(ledger(undisturbed));
        assertThat(weights(killed)).isEqualTo(weights(undisturbed));
    }

    /** The file lists of the checkpoints; empty while Flink deletes some. */
    private static List<Path> records(RunFolder folder) throws Exception {
        if (!Files.isDirectory(folder.checkpoints())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.checkpoints(), 2)) {
            return files.filter(file -> file.toString().endsWith(".files.json")).toList();
        } catch (UncheckedIOException e) {
            return List.of();
        }
    }

    private static void assertReportBalances(Path out) throws Exception {
        JsonNode report =
                new ObjectMapper().readTree(new RunFolder(out).report().toFile());
        assertThat(report.path("steps").asInt()).isEqualTo(STEPS);
        assertThat(report.at("/ledger/read").asInt()).isEqualTo(STEPS * 4);
        assertThat(report.at("/ledger/trained").asInt()).isEqualTo(STEPS * 4);
        assertThat(report.at("/ledger/other/open").asInt()).isZero();
        assertThat(report.at("/staleness/max").asInt()).isZero();
        assertThat(report.at("/eval/before/greedy/reward").isNumber()).isTrue();
        assertThat(report.at("/eval/after/sampled/reward").isNumber()).isTrue();
    }

    @Test
    void anInterruptedRunStopsWithASavepointAndShowsHowToContinue() throws Exception {
        Path out = temp.resolve("interrupted");
        CommandProcess running = CommandProcess.start(temp, strict(out, "--steps", "100000"));
        PolicyStore store = new PolicyStore(new RunFolder(out).store());
        while (running.process().isAlive()
                && store.newestManifest().map(PolicyStore.Manifest::step).orElse(0L) < 2) {
            Thread.sleep(5);
        }
        running.process().destroy();
        CommandProcess.Result stopped = running.await();

        assertThat(stopped.exit()).as(stopped.output()).isZero();
        assertThat(stopped.output())
                .contains("stopping with a savepoint; press Ctrl-C again to end at once\n", "with savepoint ")
                .endsWith("resume with: ./millrace run %s/config.yaml --resume --out %s\n".formatted(out, out))
                .doesNotContain(" WARN ", "\tat ");
        assertThat(new RunFolder(out)
                        .latestRestorePoint()
                        .orElseThrow()
                        .getFileName()
                        .toString())
                .startsWith("savepoint-");
    }
}
