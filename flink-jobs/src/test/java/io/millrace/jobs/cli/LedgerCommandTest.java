package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.Envelope;
import io.millrace.codec.LedgerJson;
import io.millrace.model.LedgerLine;
import io.millrace.model.PolicySteps;
import io.millrace.model.VisitEnd;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace ledger} on ledgers in folders. */
class LedgerCommandTest {
    private static final int GROUPS = 4;

    @TempDir
    Path temp;

    private Path run;
    private Path ledger;

    @BeforeEach
    void writeLedger() throws IOException {
        run = temp.resolve("run");
        ledger = run.resolve("ledger");
        write(ledger, lines(3));
    }

    private static List<String> lines(int steps) {
        List<String> lines = new ArrayList<>();
        for (long ordinal = 0; ordinal < (long) steps * GROUPS; ordinal++) {
            long step = ordinal / GROUPS;
            lines.add(LedgerJson.write(
                    new LedgerLine(
                            "q" + ordinal, 0, "prompts", ordinal, VisitEnd.Kind.TRAINED, "", "0/" + step, step + 1),
                    new Envelope("run", 5, PolicySteps.NONE)));
        }
        return lines;
    }

    private static void write(Path channel, List<String> lines) throws IOException {
        ChannelPublisher.append(channel, lines, ChannelsConfig.KEEP_ALL, Clock.systemUTC());
    }

    private record Output(int exit, String out, String err) {}

    private static Output execute(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Output(exit, out.toString(), err.toString());
    }

    private static Output verify(Path where, String... more) {
        List<String> arguments = new ArrayList<>(List.of("ledger", "verify", where.toString()));
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
    }

    @Test
    void aSoundLedgerIsSummarised() {
        Output output = verify(run);

        assertThat(output.err()).isEmpty();
        assertThat(output.exit()).isZero();
        assertThat(output.out()).isEqualTo("""
                        dir:%s: 12 visits
                          ends         12 TRAINED
                          prompts      ordinals 0..11, none missing
                          steps        1..3, 4 visits each
                          minibatches  1 shard
                        sound
                        """.formatted(ledger));
    }

    @Test
    void aLedgerIsNamedByItsRunItsFolderOrItsAddress() {
        String byRun = verify(run).out();

        assertThat(verify(ledger).out()).isEqualTo(byRun);
        assertThat(execute("ledger", "verify", "dir:" + ledger).out()).isEqualTo(byRun);
    }

    @Test
    void theConfigurationOfARunSaysWhereItsLedgerIs() throws IOException {
        Path moved = temp.resolve("moved");
        Files.move(ledger, moved);
        Files.writeString(run.resolve("config.yaml"), "channels: {ledger: 'dir:%s'}".formatted(moved));

        Output output = verify(run);

        assertThat(output.err()).isEmpty();
        assertThat(output.out()).startsWith("dir:%s: 12 visits\n".formatted(moved));
    }

    @Test
    void anUnsoundLedgerIsExplained() throws IOException {
        List<String> lines = lines(3);
        lines.remove(5);
        lines.add(lines.get(1));
        Path other = temp.resolve("other");
        write(other, lines);

        Output output = verify(other);

        assertThat(output.exit()).isEqualTo(1);
        assertThat(output.out())
                .contains(
                        "  prompts      ordinals 0..11, 1 missing\n",
                        "  fault: once: record 11: ordinal 1 of split prompts (query q1, visit 0) must end exactly once, ended again\n",
                        "  fault: no-gap: split prompts: ordinals up to 11 must have no gap, 1 are missing: 5\n")
                .endsWith("\nunsound: 4 faults\n");
        assertThat(verify(other, "--faults", "1").out())
                .contains("  and 3 more; all faults by rule: 1 once, 1 no-gap, 1 step-order, 1 minibatch-order\n");
    }

    @Test
    void aScriptReadsTheVerdictAsJson() throws IOException {
        Output output = verify(run, "--json");
        JsonNode json = new ObjectMapper().readTree(output.out());

        assertThat(output.exit()).isZero();
        assertThat(json.required("sound").asBoolean()).isTrue();
        assertThat(json.at("/ends/TRAINED").asInt()).isEqualTo(12);
        assertThat(json.at("/splits/prompts/missing").asInt()).isZero();
        assertThat(json.at("/steps/last").asInt()).isEqualTo(3);
    }

    @Test
    void theChannelOfStepsIsComparedIfItIsThere() throws IOException {
        write(
                run.resolve("steps"),
                List.of(
                        "{\"learner_step\":1.0,\"updates\":1.0,\"groups\":4.0}",
                        "{\"learner_step\":2.0,\"updates\":2.0,\"groups\":3.0}",
                        "{\"learner_step\":3.0,\"updates\":3.0,\"groups\":4.0}"));

        assertThat(verify(run).out())
                .contains(
                        "  compared     3 steps with the channel of steps\n",
                        "  fault: steps-agree: step 2: groups in the channel of steps must be the 4 visits that ended TRAINED, were 3\n");
        assertThat(verify(ledger).exit()).isZero();
        assertThat(verify(ledger, "--steps", run.resolve("steps").toString()).exit())
                .isEqualTo(1);
    }

    @Test
    void visitsInFlightAreAllowedByTheConfigurationOfTheRunOrByAnOption() throws IOException {
        List<String> lines = lines(3);
        String visit = lines.remove(5);
        lines.add(6, visit.replace("\"ordinal\":5", "\"ordinal\":12").replace("\"q5\"", "\"q12\""));
        Path other = temp.resolve("other");
        write(other.resolve("ledger"), lines);

        assertThat(verify(other).out()).contains("fault: no-gap: split prompts: ordinals up to 12 must have no gap");
        assertThat(verify(other, "--open", "1").exit()).isZero();

        Files.writeString(other.resolve("config.yaml"), """
                run: {steps: 100}
                batch: {groups: 4}
                stream: {maxStaleness: 1}
                """);
        assertThat(verify(other).err()).isEmpty();
        assertThat(verify(other).exit()).isZero();

        Files.writeString(other.resolve("config.yaml"), """
                run: {steps: 100}
                batch: {groups: 4}
                stream: {maxStaleness: 0}
                """);
        assertThat(verify(other).exit()).isEqualTo(1);
    }

    @Test
    void linesThatRetentionHasDeletedAreNotAFault() throws IOException {
        Path short1 = temp.resolve("short");
        ChannelsConfig small = new ChannelsConfig(300, Duration.ZERO, 1);
        for (String line : lines(3)) {
            ChannelPublisher.append(short1, List.of(line), small, Clock.systemUTC());
        }

        Output output = verify(short1);

        assertThat(output.out()).contains(" visits, after ");
        assertThat(output.exit()).as(output.out()).isZero();
    }

    @Test
    void aLedgerWithACutSegmentIsUnsound() throws IOException {
        Path segment = ledger.resolve("00000000000000000000.jsonl");
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, bytes.length - 200));

        Output output = verify(run);

        assertThat(output.exit()).isEqualTo(1);
        assertThat(output.out()).contains("  fault: readable: channel %s: segment 0 must hold".formatted(ledger));
    }

    @Test
    void aPlaceWithoutALedgerIsRefused() throws IOException {
        Path empty = Files.createDirectories(temp.resolve("empty"));
        Path without = Files.createDirectories(temp.resolve("without"));
        Files.writeString(without.resolve("run.json"), "{}");
        write(without.resolve("steps"), List.of("{}"));

        assertThat(verify(temp.resolve("nowhere")))
                .isEqualTo(new Output(
                        2,
                        "",
                        "millrace: channel %s/nowhere: folder does not exist: name the folder of a run, of a channel, or an address KIND:PLACE\n"
                                .formatted(temp)));
        assertThat(verify(empty).err())
                .isEqualTo(
                        "millrace: channel %s: must be the folder of a channel or of a run, contains neither head.json nor config.yaml\n"
                                .formatted(empty));
        assertThat(verify(without).err())
                .isEqualTo(
                        "millrace: channel %s/ledger: folder does not exist: the run has steps\n".formatted(without));
        assertThat(verify(run, "--open", "-1").err()).isEqualTo("millrace: --open: must be >= 0, was -1\n");
    }

    @Test
    void ledgersThatAgreeHaveNoDifference() throws IOException {
        List<String> lines = lines(3);
        Collections.reverse(lines.subList(0, 4));
        Path other = temp.resolve("other");
        write(other, lines);

        assertThat(execute("ledger", "diff", run.toString(), "dir:" + other)).isEqualTo(new Output(0, "", ""));
        assertThat(execute("ledger", "diff", "--ordered", run.toString(), other.toString())
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void differencesAreShownAsLines() throws IOException {
        List<String> lines = lines(3);
        String changed = lines.get(2).replace("TRAINED", "UNGRADED");
        lines.set(2, changed);
        String removed = lines.remove(7);
        Path other = temp.resolve("other");
        write(other, lines);

        Output output = execute("ledger", "diff", run.toString(), other.toString());

        assertThat(output.exit()).isEqualTo(1);
        assertThat(output.out()).isEqualTo("""
                        --- dir:%s
                        +++ dir:%s
                        @@ record 2, record 2: end @@
                        -%s
                        +%s
                        @@ record 7, only in the first @@
                        -%s
                        2 differences: 1 changed, 1 only in the first, 0 only in the second
                        """.formatted(ledger, other, lines(3).get(2), changed, removed));
        assertThat(execute("ledger", "diff", "--limit", "1", run.toString(), other.toString())
                        .out())
                .doesNotContain(removed)
                .endsWith("2 differences, the first 1 above: 1 changed, 1 only in the first, 0 only in the second\n");
    }
}
