package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.operators.testkit.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line with all channels of a run in Kafka, in separate processes. */
class KafkaRunIT {
    private static final int GROUPS = 2;

    @TempDir
    Path temp;

    private Path policy() throws Exception {
        Path policy = temp.resolve("policy");
        CommandProcess.Result made = CommandProcess.run(
                temp,
                set(
                        List.of("pretrain", "deploy/conf/digits.yaml", "--out", policy.toString()),
                        "pretrain.steps=2",
                        "pretrain.model.layers=1",
                        "pretrain.model.hidden=16",
                        "pretrain.model.intermediate=24",
                        "pretrain.model.heads=2",
                        "pretrain.model.kvHeads=1"));
        assertThat(made.exit()).as(made.output()).isZero();
        return policy;
    }

    private static String[] set(List<String> command, String... options) {
        List<String> arguments = new ArrayList<>(command);
        for (String option : options) {
            arguments.addAll(List.of("--set", option));
        }
        return arguments.toArray(String[]::new);
    }

    private String[] run(Path out, Path policy, int steps, String... more) {
        List<String> command = new ArrayList<>(List.of("run", "deploy/conf/digits.yaml", "--out", out.toString()));
        command.addAll(List.of(more));
        return set(
                command,
                "policy.path=" + policy,
                "run.steps=" + steps,
                "batch.groups=" + GROUPS,
                "sampling.groupSize=2",
                "sampling.maxTokens=12",
                "data.eval.prompts=2",
                "evaluation.samples=1",
                "stream.checkpointInterval=500 ms",
                "channels.kafka.servers=" + KafkaBroker.running().servers(),
                "channels.kafka.create=true",
                "channels.kafka.restartTime=30 s",
                "channels.ledger=kafka:run-ledger",
                "channels.steps=kafka:run-steps",
                "channels.minibatches=kafka:run-minibatches",
                "channels.reflections=kafka:run-reflections",
                "channels.deadLetters=kafka:run-dead-letters",
                "batch.publish=true",
                "trackers=[{type: jsonl, file: steps.jsonl}]");
    }

    @Test
    void aRunWithItsChannelsInKafkaIsReportedResumedAndRead() throws Exception {
        Path policy = policy();
        Path out = temp.resolve("run");
        CommandProcess.Result first = CommandProcess.run(temp, run(out, policy, 2));
        assertThat(first.exit()).as(first.output()).isZero();
        CommandProcess.Result resumed = CommandProcess.run(temp, run(out, policy, 4, "--resume"));
        assertThat(resumed.exit()).as(resumed.output()).isZero();

        RunFolder folder = new RunFolder(out);
        assertThat(resumed.output()).contains("continues from step 2 of 4");
        assertThat(new ObjectMapper()
                        .readTree(folder.report().toFile())
                        .path("ledger")
                        .path("trained")
                        .asInt())
                .as(Files.readString(folder.report()))
                .isEqualTo(4 * GROUPS);
        assertThat(folder.trackers().resolve("steps.jsonl")).content().hasLineCount(4);
        assertThat(List.of(folder.ledger(), folder.steps(), folder.minibatches()))
                .allMatch(channel -> !Files.exists(channel));
        assertThat(KafkaBroker.running().numbers("run-ledger")).hasSize(4 * GROUPS);

        CommandProcess.Result verified = CommandProcess.run(temp, "ledger", "verify", out.toString());
        assertThat(verified.exit()).as(verified.output()).isZero();
        CommandProcess.Result tail = CommandProcess.run(temp, "tail", out.toString(), "steps", "--no-follow");
        assertThat(tail.exit()).as(tail.output()).isZero();
        assertThat(tail.output()).hasLineCount(4);

        CommandProcess.Result other = CommandProcess.run(temp, run(temp.resolve("other"), policy, 2));
        assertThat(other.exit()).as(other.output()).isEqualTo(2);
        assertThat(other.output())
                .contains("must have no records in ledger (kafka:run-ledger) for a run that starts from scratch, had "
                        + 4 * GROUPS);
    }
}
