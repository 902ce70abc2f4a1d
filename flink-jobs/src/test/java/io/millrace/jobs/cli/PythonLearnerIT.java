package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.millrace.channel.ChannelReader;
import io.millrace.codec.StepJson;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.EmbeddedJob;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.SplitRun;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.policy.PolicyStore;
import io.millrace.testkit.Repository;
import io.millrace.testkit.hash.HashParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outside learner in {@code deploy/learner} against real jobs; skipped where Python, or PyTorch, is not installed. */
class PythonLearnerIT {
    private static final String PYTHON = "python3";
    private static final Path FOLDER = Repository.path("deploy/learner");
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path temp;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        }
    }

    private Process python(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON, "-B"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                .start();
        started.add(process);
        return process;
    }

    private Path output() {
        return temp.resolve("python.txt");
    }

    /** @param needed what Python must be able to import */
    private void needs(String needed) throws Exception {
        try {
            if (python("-c", "import " + needed).waitFor() == 0) {
                return;
            }
        } catch (IOException e) {
            // There is no Python.
        }
        abort("%s with %s is not installed: deploy/learner is not tested with it".formatted(PYTHON, needed));
    }

    private void assertEndsWell(Process process) throws Exception {
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output())).isZero();
    }

    @Test
    void itsOwnTestsPass() throws Exception {
        needs("json");

        assertEndsWell(python("learner_test.py"));
        Path compiled = temp.resolve("compiled");
        assertEndsWell(python(
                "-c",
                "import py_compile; [py_compile.compile(name, %r, doraise=True) for name in ('learner.py', 'grpo.py')]"
                        .replace("%r", "'" + compiled + "'")));
    }

    @Test
    void killedAndStartedAgainItEndsEachVisitOnce() throws Exception {
        needs("json");
        int steps = 8;
        SplitRun split =
                new SplitRun(new HashRun(new RunFolder(temp.resolve("run")), new HashParts(36, 2, 2, 1), false, 1));
        RunFolder folder = split.run().folder();
        EmbeddedJob rollout = split.rollout(steps, FaultPlan.NONE);
        EmbeddedJob acknowledging = split.acknowledger(steps, FaultPlan.NONE);
        String[] command = {
            script().toString(), FOLDER.toString(), folder.root().toString(), String.valueOf(steps)
        };

        Process first = python(command);
        await().atMost(LONG).until(() -> step(folder) >= steps / 2);
        first.destroyForcibly().waitFor();
        assertEndsWell(python(command));
        await().atMost(LONG).until(() -> ChannelReader.published(folder.ledger()) >= steps * 5L);
        acknowledging.stop(split.learnerFolder().savepoints());
        rollout.stop(split.rolloutFolder().savepoints());

        assertThat(split.run().left().ordinals()).containsExactlyElementsOf(HashRun.ordinals(steps));
        assertThat(split.run().left().staleness()).hasSize(steps).allMatch(age -> age <= 1);
        assertThat(split.run().verdict().faults()).isEmpty();
    }

    private Path script() throws IOException {
        Path script = temp.resolve("copying_learner.py");
        try (var in = PythonLearnerIT.class.getResourceAsStream("copying_learner.py")) {
            Files.copy(in, script);
        }
        return script;
    }

    private static long step(RunFolder folder) {
        return new PolicyStore(folder.store())
                .newestManifest()
                .map(PolicyStore.Manifest::step)
                .orElse(0L);
    }

    @Test
    void withPyTorchItTrainsARealPolicyOnTheLogProbsThatTheEngineHasSampled() throws Exception {
        needs("torch, safetensors.torch");
        Path out = temp.resolve("torch");
        RunFolder folder = new RunFolder(out);
        CommandProcess rollout = half(out, "rollout");
        CommandProcess acknowledging = half(out, "learner");
        String[] command = {"learner.py", "--run", out.toString(), "--steps", "6", "--rate", "0.0003"};
        Process first = python(command);
        await().atMost(LONG).until(() -> step(folder) >= 3);
        first.destroyForcibly().waitFor();
        assertEndsWell(python(command));

        for (CommandProcess half : List.of(acknowledging, rollout)) {
            CommandProcess.Result result = half.await();
            assertThat(result.exit()).as(result.output()).isZero();
        }
        assertThat(CommandLineKit.execute("ledger", "verify", out.toString()).exit())
                .isZero();
        double gradient = 0;
        try (Stream<String> lines = ChannelReader.lines(folder.steps())) {
            for (String line : lines.toList()) {
                assertThat(StepJson.read(line).get("log_prob_gap")).as(line).isLessThan(1e-3);
                gradient += StepJson.read(line).get("gradient_norm");
            }
        }
        assertThat(gradient).as("sum of gradient norms").isPositive();
    }

    /** On-policy, so that the learner's log-probs must be those of the engine. */
    private CommandProcess half(Path out, String part) throws IOException {
        CommandProcess process = CommandProcess.start(
                temp,
                "run",
                "deploy/conf/digits.yaml",
                "--only",
                part,
                "--out",
                out.toString(),
                "--set",
                "learner.kind=outside",
                "--set",
                "run.steps=6",
                "--set",
                "stream.maxStaleness=0",
                "--set",
                "stream.checkpointInterval=300 ms",
                "--set",
                "batch.groups=4",
                "--set",
                "sampling.groupSize=4",
                "--set",
                "data.eval.prompts=8",
                "--set",
                "evaluation.samples=2");
        started.add(process.process());
        return process;
    }
}
