package io.millrace.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.advantage.EstimatorType;
import io.millrace.assembly.ConfiguredData;
import io.millrace.assembly.ConfiguredParts;
import io.millrace.batch.Round;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.filter.FilterType;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Rewards.Component;
import io.millrace.reward.RewardType;
import io.millrace.testkit.ExtensionJar;
import io.millrace.testkit.Samples;
import io.millrace.token.CharacterTokenizer;
import io.millrace.track.TrackerType;
import io.millrace.verify.AnswerSource;
import io.millrace.verify.VerifierType;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extensions in a user's jar on the class path get the same features as Millrace's. */
class OwnJarTest {
    private static final String DUPLICATES = """
            package org.example;

            import io.millrace.plugin.Default;
            import io.millrace.reward.GroupReward;
            import io.millrace.reward.RewardContext;
            import io.millrace.reward.RewardType;

            /**
             * Penalises responses that are repeated in their group.
             *
             * @param penalty the penalty for each equal response, above 0
             * @param most maximum number of equal responses that count
             */
            public record Duplicates(double penalty, @Default("3") int most) implements RewardType {
              public Duplicates {
                if (penalty <= 0) {
                  throw new IllegalArgumentException("duplicates: penalty must be > 0, was " + penalty);
                }
              }

              @Override
              public GroupReward create(RewardContext context) {
                return group -> group.stream().mapToDouble(one -> {
                  long same = group.stream().filter(other -> context.text(other).equals(context.text(one))).count() - 1;
                  return -penalty * Math.min(most, same);
                }).toArray();
              }
            }
            """;
    private static final String CROWD = """
            package org.example;

            import io.millrace.plugin.Problems;
            import io.millrace.reward.BatchReward;
            import io.millrace.reward.ResponseReward;
            import io.millrace.reward.RewardContext;
            import io.millrace.reward.RewardRule;
            import io.millrace.reward.RewardSettings;
            import io.millrace.reward.RewardType;
            import io.millrace.plugin.Default;
            import java.util.List;
            import java.util.Map;

            /** A reward for the size of the batch, or of a single response. */
            public record Crowd(@Default("batch") Scope scope, @Default("0") int limit) implements RewardType {
              public enum Scope { BATCH, RESPONSE }

              @Override
              public void check(RewardSettings settings, Problems problems) {
                if (limit > settings.maxTokens()) {
                  problems.report("limit", "must be <= sampling.maxTokens (%d), was %d", settings.maxTokens(), limit);
                }
              }

              @Override
              public RewardRule create(RewardContext context) {
                BatchReward ofBatch = groups -> new BatchReward.Scores(groups.stream()
                    .map(group -> group.stream().mapToDouble(response -> groups.size()).toArray()).toList(), Map.of());
                ResponseReward ofResponse = (prompt, response) -> 7;
                return scope == Scope.BATCH ? ofBatch : ofResponse;
              }
            }
            """;
    private static final String BRIEF = """
            package org.example;

            import io.millrace.model.Verdict;
            import io.millrace.plugin.Default;
            import io.millrace.plugin.TypeName;
            import io.millrace.verify.Verifier;
            import io.millrace.verify.VerifierContext;
            import io.millrace.verify.VerifierType;

            /** Accepts short answers. */
            @TypeName("at-most")
            public record Brief(@Default("100") int letters) implements VerifierType {
              @Override
              public Verifier create(VerifierContext context) {
                return (prompt, response) -> Verdict.of(response.afterThinking().length() <= letters);
              }
            }
            """;
    private static final String ENDS_WITH = """
            package org.example;

            import io.millrace.dataset.filter.Filter;
            import io.millrace.dataset.filter.FilterType;
            import io.millrace.plugin.Default;

            /** Keeps prompts with an ending. */
            public record EndsWith(@Default("?") String ending) implements FilterType {
              @Override
              public Filter create() {
                return record -> Filter.unless(record.prompt().endsWith(ending), "prompt must end with %s, was %s", ending, record.prompt());
              }
            }
            """;

    private static final String NOWHERE = """
            package org.example;

            import io.millrace.plugin.Default;
            import io.millrace.track.Tracker;
            import io.millrace.track.TrackerContext;
            import io.millrace.track.TrackerType;

            /** A tracker type that opens no tracker. */
            public record Nowhere(@Default("1") int mark) implements TrackerType {
              @Override
              public Tracker open(TrackerContext context) {
                throw new UnsupportedOperationException();
              }
            }
            """;

    private static final String BEFORE_COLON = """
            package org.example;

            import io.millrace.verify.AnswerSource;
            import java.util.Optional;

            /** The text before the last colon. */
            public record BeforeColon() implements AnswerSource {
              @Override
              public Optional<String> last(String text) {
                return Optional.of(text.lastIndexOf(':')).filter(at -> at > 0).map(at -> text.substring(0, at));
              }
            }
            """;

    private static final String CLIPPED = """
            package org.example;

            import io.millrace.advantage.AdvantageConfig;
            import io.millrace.advantage.AdvantageEstimator;
            import io.millrace.advantage.EstimatorType;
            import java.util.Arrays;

            /** The reward, clipped to a maximum. */
            public record Clipped(double most) implements EstimatorType {
              @Override
              public AdvantageEstimator create(AdvantageConfig config) {
                return groups -> groups.stream().map(group -> group.stream().map(response -> {
                  float[] advantages = new float[response.response().length()];
                  Arrays.fill(advantages, (float) Math.min(most, response.reward()));
                  return advantages;
                }).toList()).toList();
              }

              @Override
              public boolean comparesAcrossGroups() {
                return true;
              }
            }
            """;

    @TempDir
    private static Path jars;

    private static URLClassLoader own;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeTheJar() throws IOException {
        own = ExtensionJar.loader(
                jars,
                Map.of(
                        "org.example.Duplicates", DUPLICATES,
                        "org.example.Crowd", CROWD,
                        "org.example.Brief", BRIEF,
                        "org.example.EndsWith", ENDS_WITH,
                        "org.example.BeforeColon", BEFORE_COLON,
                        "org.example.Nowhere", NOWHERE,
                        "org.example.Clipped", CLIPPED),
                Map.of(
                        RewardType.class,
                                List.of("# Rewards", "org.example.Duplicates", "org.example.Crowd # of a batch"),
                        VerifierType.class, List.of("org.example.Brief"),
                        FilterType.class, List.of("org.example.EndsWith"),
                        AnswerSource.class, List.of("org.example.BeforeColon"),
                        TrackerType.class, List.of("org.example.Nowhere"),
                        EstimatorType.class, List.of("org.example.Clipped")));
    }

    @AfterAll
    static void letGo() throws IOException {
        own.close();
    }

    private static MillraceConfig parse(String yaml) throws Exception {
        return ExtensionJar.with(own, () -> ConfigReader.parse(yaml, List.of(), "test.yaml"));
    }

    private ConfiguredParts parts(String yaml) throws Exception {
        CharacterTokenizer.of("0123456789,:").write(folder, 64);
        return ConfiguredParts.of(parse(yaml), folder);
    }

    @Test
    void aGroupRewardHasItsOptionsWeightAndCondition() throws Exception {
        ConfiguredParts parts = parts("""
                rewards:
                  - {name: twin, type: duplicates, penalty: 0.25, weight: 2, when: wrong}
                """);
        GradedGroup graded = ExtensionJar.with(own, () -> parts.grade()
                .apply(Samples.group(
                        Samples.digits("8,3:9,1"),
                        Samples.answered(0, "5"),
                        Samples.answered(1, "5"),
                        Samples.answered(2, "5"),
                        Samples.answered(3, "6"))));
        assertThat(graded.responses())
                .extracting(response -> response.rewards().components().stream()
                        .filter(component -> component.name().equals("twin"))
                        .mapToDouble(Component::value)
                        .sum())
                .containsExactly(-1.0, -1.0, -1.0, 0.0);
    }

    @Test
    void aBatchRewardIsAppliedWhenBatchesAreComposed() throws Exception {
        ConfiguredParts parts = parts("rewards: [{name: many, type: crowd, weight: 0.5}]");
        Round round = ExtensionJar.with(own, () -> {
            GradedGroup group = parts.grade()
                    .apply(Samples.group(
                            Samples.digits("8,3:9,1"), Samples.answered(0, "5"), Samples.answered(1, "6")));
            return parts.assembler().assemble(0, List.of(group));
        });
        assertThat(round.groups().get(0))
                .extracting(response -> response.rewards().components().get(2))
                .containsOnly(new Component("many", 0.5));
    }

    @Test
    void theOptionsOfARuleMayDetermineItsScope() throws Exception {
        ConfiguredParts parts = parts("rewards: [{name: one, type: crowd, scope: response}]");
        GradedGroup graded = ExtensionJar.with(
                own, () -> parts.grade().apply(Samples.group(Samples.digits("8,3:9,1"), Samples.answered(0, "5"))));
        assertThat(graded.responses().get(0).rewards().components()).contains(new Component("one", 7));
    }

    @Test
    void aVerifierHasItsOptionsAndCanBeCombined() throws Exception {
        ConfiguredParts parts = parts("""
                task:
                  verifiers:
                    - {name: brief, type: at-most, letters: 3}
                    - {name: literal, type: text}
                    - {name: both, type: all, of: [brief, literal]}
                """);
        assertThat(verdicts(parts, "brief")).containsExactly(true, true, false);
        assertThat(verdicts(parts, "both")).containsExactly(true, false, false);
    }

    @Test
    void anAnswerSourceIsNamedLikeThoseOfMillrace() throws Exception {
        ConfiguredParts parts = parts("task: {verifiers: [{name: own, type: text, sources: [boxed, before-colon]}]}");
        GradedGroup graded = ExtensionJar.with(own, () -> parts.grade()
                .apply(Samples.group(
                        Samples.prompt("q", "own", "123"), Samples.answered(0, "123:4"), Samples.answered(1, "123"))));
        assertThat(graded.responses()).extracting(GradedResponse::correct).containsExactly(true, false);
        refuses(
                "task: {verifiers: [{name: own, type: text, sources: [colon]}]}",
                "task.verifiers[0].sources: must be a subset of boxed, hashes, phrase, formula, fence, letter, number, line, whole,"
                        + " before-colon, was [colon]");
    }

    @Test
    void aTrackerHasItsOptions() throws Exception {
        assertThat(parse("trackers: [{type: jsonl}, {type: nowhere, mark: 7}]").trackers())
                .extracting(Object::toString)
                .containsExactly("Jsonl[file=steps.jsonl, names=MILLRACE]", "Nowhere[mark=7]");
        refuses(
                "trackers: [{type: nowhere, mrk: 7}]",
                "trackers[0].mrk: is not an option; did you mean trackers[0].mark?");
    }

    private static List<Boolean> verdicts(ConfiguredParts parts, String task) throws Exception {
        return ExtensionJar.with(own, () -> parts
                .grade()
                .apply(Samples.group(
                        Samples.prompt("q", task, "123", "1234"),
                        Samples.answered(0, "123"),
                        Samples.answered(1, "12"),
                        Samples.answered(2, "1234")))
                .responses()
                .stream()
                .map(GradedResponse::correct)
                .toList());
    }

    @Test
    void aFilterHasItsOptionsAndStatesWhyItSkipsARecord() throws Exception {
        Path file = Files.writeString(folder.resolve("in.jsonl"), """
                {"prompt": "1+1!", "answer": "2"}
                {"prompt": "1+1", "answer": "2"}
                """);
        MillraceConfig config = parse("""
                data: {train: {task: text, path: %s, filters: [{type: ends-with, ending: "!"}]}}
                """.formatted(file));
        var loaded = ExtensionJar.with(own, () -> ConfiguredData.training(config));
        assertThat(loaded.dataset().size()).isOne();
        assertThat(loaded.leftOut().toString()).contains("prompt must end with !, was 1+1");
    }

    @Test
    void anEstimatorHasItsOptionsBesideTheCommonOnes() throws Exception {
        ConfiguredParts parts = parts("""
                advantage: {estimator: clipped, most: 0.25}
                task: {digits: {scoring: answer}}
                """);
        Round round = ExtensionJar.with(own, () -> {
            GradedGroup group = parts.grade()
                    .apply(Samples.group(
                            Samples.digits("8,3:9,1"), Samples.answered(0, "2:2"), Samples.answered(1, "7")));
            return parts.assembler().assemble(0, List.of(group));
        });
        assertThat(round.rows().get(0)).extracting(row -> row.advantages()[0]).containsExactlyInAnyOrder(0.25f, 0f);
        assertThat(ExtensionJar.with(own, () -> parts.config().toYaml()))
                .contains("estimator: clipped")
                .contains("most: 0.25");
        refuses(
                "{advantage: {estimator: clipped, mots: 1}, batch: {shards: 2}}",
                "advantage.mots: is not an option; did you mean advantage.most?",
                "advantage.most: must be given, was not given");
        refuses(
                "{advantage: {estimator: clipped, most: 1}, batch: {shards: 2}}",
                "batch.shards: must be 1 with advantage.estimator clipped, which compares over the whole step, was 2");
        refuses(
                "{advantage: {most: 1, estimator: grpoo}}",
                "advantage.estimator: must be one of grpo, dr-grpo, rloo, reinforce-plus-plus, clipped, was 'grpoo'; did you mean"
                        + " grpo?");
    }

    @Test
    void aConfigurationWithExtensionsSurvivesARoundTripThroughYaml() throws Exception {
        MillraceConfig config = parse("""
                rewards: [{name: twin, type: duplicates, penalty: 0.25}]
                data: {train: {filters: [{type: ends-with}]}}
                task: {verifiers: [{name: brief, type: at-most}]}
                """);
        String yaml = config.toYaml();
        assertThat(yaml).contains("most: 3").contains("letters: 100").contains("ending: ");
        assertThat(parse(yaml)).isEqualTo(config);
    }

    @Test
    void everyProblemOfExtensionOptionsIsReportedUnderItsKey() {
        refuses(
                "rewards: [{name: twin, type: duplicates, penalti: 1}]",
                "rewards[0].penalti: is not an option; did you mean rewards[0].penalty?",
                "rewards[0].penalty: must be given, was not given");
        refuses(
                "rewards: [{name: twin, type: duplicates, penalty: -1, most: many}]",
                "rewards[0].most: must be a whole number, was 'many'",
                "rewards[0].penalty: must be > 0, was -1.0");
        refuses(
                "rewards: [{name: many, type: crowd, limit: 99, scope: all}]",
                "rewards[0].scope: must be one of batch, response, was 'all'");
        refuses(
                "rewards: [{name: many, type: crowd, limit: 99}]",
                "rewards[0].limit: must be <= sampling.maxTokens (32), was 99");
        refuses(
                "task: {verifiers: [{name: brief, type: at-most, leters: 3}]}",
                "task.verifiers[0].leters: is not an option; did you mean task.verifiers[0].letters?");
        refuses(
                "data: {train: {filters: [{type: ends-with, endin: a}]}}",
                "data.train.filters[0].endin: is not an option; did you mean data.train.filters[0].ending?");
        refuses(
                "rewards: [{name: twin, type: duplicate, penalty: 1}]",
                "rewards[0].type: must be one of %s, duplicates, crowd, was 'duplicate'; did you mean duplicates?"
                        .formatted(String.join(", ", Extensions.types(RewardType.class))));
    }

    @Test
    void withoutTheJarItsExtensionsAreUnknown() {
        assertThatThrownBy(() -> ConfigReader.parse("rewards: [{name: a, type: crowd}]", List.of(), "test.yaml"))
                .hasMessageContaining("was 'crowd'");
    }

    private static void refuses(String yaml, String... problems) {
        assertThatThrownBy(() -> parse(yaml))
                .hasMessage("config test.yaml: %d problem%s\n  %s"
                        .formatted(problems.length, problems.length == 1 ? "" : "s", String.join("\n  ", problems)));
    }
}
