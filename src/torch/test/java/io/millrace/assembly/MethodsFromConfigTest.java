package io.millrace.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.learner.StepReport;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.Rewards.Component;
import io.millrace.model.TrainingRow;
import io.millrace.pipeline.ConfiguredStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each method alone and all of them together, enabled only by the configuration, on the embedded engine and learner
 * with the shipped policy.
 */
class MethodsFromConfigTest {
    private static final int GROUP = 4;
    private static final int ROUNDS = 4;

    private static final String STREAM = """
            run: {steps: 4}
            data: {train: {task: reason, prompts: 8}}
            policy: {path: ../../deploy/models/reason, batching: group}
            sampling: {groupSize: 4, maxTokens: 80}
            batch: {groups: 8}
            optimizer: {rate: 3e-4}
            method:
            """;
    private static final String REARL = """
              rearl:
                enabled: true
                revise:
                  model: ../../deploy/models/reason-reflection
                  template: "{question}"
                  paragraphs: {minTokens: 4, maxTokens: 64}
                  ending: "\\n</think>\\n\\n"
                  answerTokens: 4
                reflectionReward: {threshold: 40}
            """;
    private static final String AUTOTHINK = """
              autothink:
                enabled: true
                stages: [{until: 2, balance: 0.25, maxTokens: 64}, {alpha: 0.5, beta: 0.5}]
            """;
    private static final String R3 = """
              r3:
                replay: {enabled: true, k: 2}
                reflection: {enabled: true, tau: 0.9, coolDown: 1, share: 0.5, template: "{question}\\nwrong:\\n{response}\\n"}
                ranking: {enabled: true, failed: true, maxReward: 0.1}
                lengthBonus: {enabled: true, maxTokens: 80}
            """;
    private static final String RORECOMP = """
              rorecomp: {enabled: true, alpha: 0.5, capacity: 8, pStart: 1, pEnd: 1}
            """;
    private static final String NONE = """
              r3: {reflection: {template: "{question}\\nwrong:\\n{response}\\n"}}
            """;

    @TempDir
    Path folder;

    private ConfiguredStream run(String... methods) throws IOException {
        MillraceConfig config = ConfigReader.parse(STREAM + String.join("", methods), List.of(), "test.yaml");
        ConfiguredStream stream =
                new ConfiguredStream(ConfiguredParts.of(config, config.policy().path()), folder);
        try (stream) {
            for (int round = 0; round < ROUNDS; round++) {
                stream.round(round);
            }
        }
        assertThat(stream.reports()).as("every step learns").allSatisfy(report -> {
            assertThat(report.loss()).isFinite();
            assertThat(report.gradientNorm()).isPositive();
        });
        assertThat(stream.reports()).extracting(StepReport::step).last().isEqualTo((long)
                stream.minibatches().size());
        return stream;
    }

    private static Set<Origin> origins(ConfiguredStream stream) {
        return each(stream.minibatches(), minibatch -> minibatch.rows().stream())
                .map(TrainingRow::origin)
                .collect(Collectors.toSet());
    }

    private static Set<Minibatch.Kind> kinds(ConfiguredStream stream) {
        return stream.minibatches().stream().map(Minibatch::kind).collect(Collectors.toSet());
    }

    /** The names of all rewards in the steps. */
    private static Set<String> earned(ConfiguredStream stream) {
        Stream<String> alone = each(stream.graded(), group -> group.responses().stream())
                .flatMap(response -> response.rewards().components().stream())
                .map(Component::name);
        Stream<String> together = each(
                        stream.minibatches(), minibatch -> minibatch.groups().rewards().entrySet().stream())
                .filter(sum -> sum.getValue() != 0)
                .map(Map.Entry::getKey);
        return Stream.concat(alone, together).collect(Collectors.toCollection(TreeSet::new));
    }

    private static <A, B> Stream<B> each(List<A> all, Function<A, Stream<B>> parts) {
        return all.stream().flatMap(parts);
    }

    private static void revises(ConfiguredStream stream) {
        assertThat(origins(stream)).contains(Origin.SAMPLED, Origin.REVISED, Origin.COPIED);
        assertThat(stream.graded()).allSatisfy(group -> {
            assertThat(group.responses()).hasSize(2 * GROUP);
            assertThat(group.responses().subList(GROUP, 2 * GROUP))
                    .as("a revision is kept only if it is correct")
                    .allMatch(r -> r.response().origin() == Origin.COPIED || r.correct());
        });
        assertThat(each(stream.minibatches(), minibatch -> minibatch.rows().stream())
                        .filter(row -> row.origin() == Origin.REVISED))
                .allMatch(row -> row.behaviour().equals(LogProbs.NONE));
        assertThat(stream.minibatches().get(0).groups().figures()).containsKeys("revisions", "revision_tokens");
    }

    private static void choosesModes(ConfiguredStream stream) {
        Minibatch first = stream.minibatches().get(0);
        assertThat(first.groups().figures().get("think_share").value())
                .as("the policy was taught both modes")
                .isBetween(0.05, 0.95);
        assertThat(first.groups().figures().get("autothink_stage").value()).isEqualTo(1);
        assertThat(stream.minibatches())
                .filteredOn(
                        minibatch -> minibatch.round() == ROUNDS - 1 && minibatch.kind() != Minibatch.Kind.COMPENSATION)
                .extracting(minibatch ->
                        minibatch.groups().figures().get("autothink_stage").value())
                .as("of the steps that sampled")
                .containsExactly(2.0);
        assertThat(each(stream.graded(), group -> group.responses().stream())
                        .map(GradedResponse::response)
                        .filter(response -> response.origin() == Origin.SAMPLED && response.oldestStep() < 2)
                        .map(Response::length))
                .as("the first stage's limit")
                .allMatch(length -> length <= 64);
    }

    private static void replaysAndReflects(ConfiguredStream stream) {
        assertThat(origins(stream)).contains(Origin.REPLAYED);
        assertThat(stream.graded())
                .extracting(group -> group.visit().prompt().kind())
                .contains(PromptKind.REFLECTION);
    }

    private static void recomposes(ConfiguredStream stream) {
        assertThat(kinds(stream)).containsExactlyInAnyOrder(Minibatch.Kind.PRIORITY, Minibatch.Kind.COMPENSATION);
        assertThat(stream.minibatches())
                .filteredOn(m -> m.kind() == Minibatch.Kind.COMPENSATION)
                .allMatch(m -> m.rows().size() == 8);
    }

    @Test
    void withoutMethodsGrpoRuns() throws IOException {
        ConfiguredStream stream = run(NONE);
        assertThat(origins(stream)).containsExactly(Origin.SAMPLED);
        assertThat(kinds(stream)).containsExactly(Minibatch.Kind.PLAIN);
        assertThat(earned(stream)).containsExactly("accuracy");
    }

    @Test
    void reaRlRunsAlone() throws IOException {
        ConfiguredStream stream = run(REARL, NONE);
        revises(stream);
        assertThat(kinds(stream)).containsExactly(Minibatch.Kind.PLAIN);
        assertThat(earned(stream)).containsExactly("accuracy", "rearl.length", "rearl.reflection");
    }

    @Test
    void autoThinkRunsAlone() throws IOException {
        ConfiguredStream stream = run(AUTOTHINK, NONE);
        choosesModes(stream);
        assertThat(origins(stream)).containsExactly(Origin.SAMPLED);
        assertThat(kinds(stream)).containsExactly(Minibatch.Kind.PLAIN);
        assertThat(earned(stream))
                .containsExactly("accuracy", "autothink.balance", "autothink.base", "autothink.length");
    }

    @Test
    void r3RunsAlone() throws IOException {
        ConfiguredStream stream = run(R3);
        replaysAndReflects(stream);
        assertThat(kinds(stream)).containsExactly(Minibatch.Kind.PLAIN);
        assertThat(earned(stream)).containsExactly("accuracy", "r3.lengthBonus", "r3.ranking");
    }

    @Test
    void roRecompRunsAlone() throws IOException {
        ConfiguredStream stream = run(RORECOMP, NONE);
        recomposes(stream);
        assertThat(origins(stream)).containsExactly(Origin.SAMPLED);
        assertThat(earned(stream)).containsExactly("accuracy");
    }

    @Test
    void allMethodsRunTogether() throws IOException {
        assertThat(earned(allBut("")))
                .containsExactly(
                        "accuracy",
                        "autothink.balance",
                        "autothink.base",
                        "autothink.length",
                        "r3.lengthBonus",
                        "r3.ranking",
                        "rearl.length",
                        "rearl.reflection");
    }

    /** All methods but one, which need not be on the class path. */
    ConfiguredStream allBut(String missing) throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        Map<String, Consumer<ConfiguredStream>> effects = new LinkedHashMap<>();
        sections.put("rearl", REARL);
        effects.put("rearl", MethodsFromConfigTest::revises);
        sections.put("autothink", AUTOTHINK);
        effects.put("autothink", MethodsFromConfigTest::choosesModes);
        sections.put("r3", R3);
        effects.put("r3", MethodsFromConfigTest::replaysAndReflects);
        sections.put("rorecomp", RORECOMP);
        effects.put("rorecomp", MethodsFromConfigTest::recomposes);
        sections.remove(missing);
        effects.remove(missing);
        ConfiguredStream stream = run(sections.values().toArray(String[]::new));
        effects.values().forEach(effect -> effect.accept(stream));
        return stream;
    }
}
