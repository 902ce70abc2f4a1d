package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.MemoryConfig;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Reflections;
import io.millrace.memory.Retention;
import io.millrace.memory.Trajectory;
import io.millrace.method.r3.Reflect;
import io.millrace.method.r3.ReflectionConfig;
import io.millrace.method.r3.Replay;
import io.millrace.method.r3.ReplayConfig;
import io.millrace.model.ChatMessage;
import io.millrace.model.Collapse;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Reflection;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.pipeline.Remembered.Replayed;
import io.millrace.task.Tasks;
import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.MemoryInMemory;
import io.millrace.testkit.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RememberTest {
    private static final Prompt PLAIN = Samples.digits("8,3:9,1");
    private static final Prompt REFLECTION = new Prompt(
            PLAIN.queryId(), List.of(ChatMessage.user("?")), List.of("7"), "test", "digits", PromptKind.REFLECTION);
    private static final Tasks TASKS = Tasks.of(new DigitsTask(new DigitsConfig(9, true)));

    private final ListMemory memory = new ListMemory();

    private static Remember replaying(int k) {
        return new Remember(List.of(replay(k)), List.of(), TASKS);
    }

    private static Remember reflecting() {
        return new Remember(List.of(), List.of(reflect(1)), TASKS);
    }

    private static Replay replay(int k) {
        return new Replay(new ReplayConfig(true, k, ReplayConfig.Choice.NEWEST, true, true, true, 1, 1e-6), 1);
    }

    private static Reflect reflect(int coolDown) {
        return new Reflect(
                new ReflectionConfig(true, 0.5, coolDown, 0, 100, 0.25, "{question}|{response}"),
                CharTokens.digits(),
                1);
    }

    private static GradedResponse graded(int sample, Prompt prompt, boolean correct, String text) {
        int[] ids = CharTokens.digits().encode(text).ids();
        Response response = new Response(
                sample,
                new TokenIds(ids),
                new LogProbs(LogProbs.Scale.RAW, new float[ids.length]),
                Entropies.NONE,
                FinishReason.STOP,
                List.of(new VersionSpan(3, 2, 0, ids.length)),
                Origin.SAMPLED,
                prompt.kind());
        return Samples.graded(response, correct, correct ? 1 : 0);
    }

    private static GradedGroup group(Prompt prompt, long visit, boolean... correct) {
        List<GradedResponse> responses = new ArrayList<>();
        for (int i = 0; i < correct.length; i++) {
            responses.add(graded(i, prompt, correct[i], correct[i] ? "7" : String.valueOf(i)));
        }
        return new GradedGroup(new PromptVisit(prompt, visit, "s", visit), new TokenIds(9), responses);
    }

    private static GradedGroup ungraded(Prompt prompt, long visit) {
        return new GradedGroup(
                new PromptVisit(prompt, visit, "s", visit),
                new TokenIds(9),
                List.of(new GradedResponse(Samples.answered(0, "7"), Verdict.ungraded("timeout"), Rewards.NONE)));
    }

    @Test
    void earlierCorrectResponsesJoinAGroupThatIsAllIncorrect() throws IOException {
        Remember remember = replaying(2);
        remember.apply(group(PLAIN, 0, true, false, true, true), memory, 3);
        Remembered now = remember.apply(group(PLAIN, 1, false, false), memory, 10);

        assertThat(now.collapse()).isEqualTo(Collapse.ALL_INCORRECT);
        assertThat(now.restored()).isTrue();
        assertThat(now.group().responses()).hasSize(4);
        assertThat(now.group().responses().subList(2, 4)).allSatisfy(joined -> {
            assertThat(joined.correct()).isTrue();
            assertThat(joined.reward()).isEqualTo(1);
            assertThat(joined.response().origin()).isEqualTo(Origin.REPLAYED);
            assertThat(joined.response().logProbs().known()).isTrue();
        });
        assertThat(now.group().responses())
                .extracting(r -> r.response().sample())
                .containsExactly(0, 1, 2, 3);
        assertThat(now.replays())
                .containsExactly(
                        new Replayed(true, PromptKind.PLAIN, new Replayed.Source(0, 3, 2), 7),
                        new Replayed(true, PromptKind.PLAIN, new Replayed.Source(0, 2, 2), 7));
    }

    @Test
    void earlierIncorrectResponsesJoinAGroupThatIsAllCorrect() throws IOException {
        Remember remember = replaying(5);
        remember.apply(group(PLAIN, 0, true, false), memory, 3);
        Remembered now = remember.apply(group(PLAIN, 1, true, true), memory, 2);

        assertThat(now.collapse()).isEqualTo(Collapse.ALL_CORRECT);
        assertThat(now.group().responses()).hasSize(3);
        assertThat(now.replays())
                .as("an age is never below 0")
                .containsExactly(new Replayed(false, PromptKind.PLAIN, new Replayed.Source(0, 1, 2), 0));
    }

    @Test
    void responsesOfAReflectionJoinThePlainGroupWithoutLogProbs() throws IOException {
        Remember remember = replaying(1);
        remember.apply(group(PLAIN, 0, false, false), memory, 3);
        Remembered reflected = remember.apply(group(REFLECTION, 0, false, true), memory, 4);
        assertThat(reflected.collapse()).isEqualTo(Collapse.NONE);
        assertThat(reflected.reflectionGraded()).isTrue();
        assertThat(reflected.reflectionSucceeded()).isTrue();

        Remembered now = remember.apply(group(PLAIN, 1, false), memory, 5);
        Response joined = now.group().responses().get(1).response();
        assertThat(joined.context()).isEqualTo(PromptKind.REFLECTION);
        assertThat(joined.logProbs()).isEqualTo(LogProbs.NONE);
        assertThat(now.replays())
                .containsExactly(new Replayed(true, PromptKind.REFLECTION, new Replayed.Source(0, 1, 2), 2));
    }

    @Test
    void aReflectionIsRememberedButNeverJoinedAndNeverReflectedOn() throws IOException {
        Remember remember = new Remember(List.of(replay(2)), List.of(reflect(1)), TASKS);
        memory.trajectories.add(new Trajectory(0, graded(0, PLAIN, true, "7")));
        memory.trajectories.add(new Trajectory(0, graded(0, PLAIN, false, "2")));
        memory.statistics = QueryStatistics.NONE.plus(group(PLAIN, 0, true, false, false));

        GradedGroup failed = group(REFLECTION, 1, false, false);
        Remembered now = remember.apply(failed, memory, 5);

        assertThat(now).isEqualTo(new Remembered(failed, 2, 0, Collapse.NONE, List.of(), Optional.empty()));
        assertThat(now.reflectionGraded()).isTrue();
        assertThat(now.reflectionSucceeded()).isFalse();
        assertThat(memory.trajectories).hasSize(4);
        assertThat(memory.trajectories.get(2).response().response().context()).isEqualTo(PromptKind.REFLECTION);
        assertThat(memory.statistics.reflections()).isEqualTo(new Reflections(0, 1, 0, -1, false));
    }

    @Test
    void aVisitIsNotReplayedIntoItself() throws IOException {
        Remembered first = replaying(3).apply(group(PLAIN, 0, false, false), memory, 3);
        assertThat(first.collapse()).isEqualTo(Collapse.ALL_INCORRECT);
        assertThat(first.restored()).isFalse();
        assertThat(first.group()).isEqualTo(group(PLAIN, 0, false, false));
        assertThat(memory.calls).containsExactly("statistics", "index", "remember 2", "update");
    }

    @Test
    void trajectoriesThatExpiredSinceTheIndexWasReadAreReplacedByTheNextChoice() throws IOException {
        Remember remember = replaying(1);
        remember.apply(group(PLAIN, 0, true, true, false), memory, 3);
        memory.expired.add(1L);
        memory.calls.clear();
        Remembered now = remember.apply(group(PLAIN, 1, false), memory, 3);
        assertThat(now.replays()).hasSize(1);
        assertThat(memory.calls).containsExactly("statistics", "index", "read 1", "read 0", "remember 1", "update");
    }

    private static MemoryInMemory aged(long maxAge) {
        return new MemoryInMemory(
                PLAIN.queryId(), new MemoryConfig(9, 9, Retention.Rule.NEWEST, Duration.ofDays(1), maxAge, true, true));
    }

    /** All sampled responses are from version 3. */
    @ParameterizedTest
    @CsvSource({"8, 1", "9, 0"})
    void trajectoriesAboveTheMaximumAgeJoinNoGroup(long newestVersion, int joined) throws IOException {
        MemoryInMemory old = aged(5);
        replaying(1).apply(group(PLAIN, 0, true, false), old, 3);

        assertThat(replaying(1)
                        .apply(group(PLAIN, 1, false), old, newestVersion)
                        .replays())
                .hasSize(joined);
    }

    @ParameterizedTest
    @CsvSource({"8, true", "9, false"})
    void anExpiredFailureIsNotReflectedOn(long newestVersion, boolean reflected) throws IOException {
        MemoryInMemory old = aged(5);
        reflecting().apply(group(PLAIN, 0, false), old, 3);

        assertThat(reflecting()
                        .apply(group(PLAIN, 1, false), old, newestVersion)
                        .reflection())
                .matches(reflection -> reflection.isPresent() == reflected);
    }

    @Test
    void replaysAreNeitherRememberedNorCountedAgain() throws IOException {
        Remember remember = replaying(1);
        remember.apply(group(PLAIN, 0, true), memory, 3);
        Remembered now = remember.apply(group(PLAIN, 1, false), memory, 3);
        assertThat(now.offered()).isEqualTo(1);
        assertThat(memory.trajectories)
                .extracting(t -> t.response().response().origin())
                .containsOnly(Origin.SAMPLED);
        assertThat(memory.statistics.responses()).isEqualTo(2);

        // Replays are also skipped if a group with replays is offered again.
        memory.trajectories.clear();
        assertThat(Remember.only().apply(now.group(), memory, 3).offered()).isEqualTo(1);
        assertThat(memory.trajectories).hasSize(1);
    }

    @Test
    void revisionsAreRemembered() throws IOException {
        GradedResponse revised =
                Samples.graded(Samples.response(1, FinishReason.STOP, Origin.REVISED, 3, 11, 1), true, 1);
        GradedGroup group = new GradedGroup(
                new PromptVisit(PLAIN, 0, "s", 0), new TokenIds(9), List.of(graded(0, PLAIN, false, "2"), revised));
        assertThat(replaying(1).apply(group, memory, 3).offered()).isEqualTo(2);
    }

    @Test
    void aHardQueryIsReflectedOnWithAPastFailure() throws IOException {
        Remember remember = reflecting();
        assertThat(remember.apply(group(PLAIN, 0, false), memory, 3).reflection())
                .isEmpty();
        Remembered now = remember.apply(group(PLAIN, 1, true, true), memory, 3);

        Reflection reflection = now.reflection().orElseThrow();
        assertThat(reflection.visit()).isEqualTo(1);
        assertThat(reflection.prompt())
                .isEqualTo(new Prompt(
                        PLAIN.queryId(),
                        List.of(ChatMessage.user("8,3:9,1|0")),
                        List.of("7"),
                        "test",
                        "digits",
                        PromptKind.REFLECTION));
        assertThat(memory.statistics.reflections()).isEqualTo(new Reflections(1, 0, 0, 1, true));
        assertThat(TASKS.refusal(reflection.prompt())).isEmpty();
    }

    @Test
    void theStatisticsBeforeTheVisitDecideWhetherAQueryIsHard() throws IOException {
        Remember remember = reflecting();
        remember.apply(group(PLAIN, 0, true), memory, 3);
        // The mean before the visit is 1, after it 1/4.
        assertThat(remember.apply(group(PLAIN, 1, false, false, false), memory, 3)
                        .reflection())
                .isEmpty();
        assertThat(remember.apply(group(PLAIN, 2, true), memory, 3).reflection())
                .isPresent();
    }

    @Test
    void aQueryIsNotReflectedOnTooSoon() throws IOException {
        Remember remember = new Remember(List.of(), List.of(reflect(3)), TASKS);
        List<Long> sent = new ArrayList<>();
        for (long visit = 0; visit < 9; visit++) {
            Remembered now = remember.apply(group(PLAIN, visit, false), memory, 3);
            if (now.reflection().isPresent()) {
                sent.add(visit);
                remember.apply(group(REFLECTION, visit, false), memory, 3);
            }
        }
        assertThat(sent).containsExactly(1L, 4L, 7L);
    }

    @Test
    void aQueryWithAPendingReflectionIsNotReflectedOnAgain() throws IOException {
        Remember remember = new Remember(List.of(), List.of(reflect(1)), TASKS);
        List<Long> sent = new ArrayList<>();
        for (long visit = 0; visit < 18; visit++) {
            remember.apply(group(PLAIN, visit, false), memory, 3).reflection().ifPresent(r -> sent.add(r.visit()));
        }
        assertThat(sent).containsExactly(1L, 9L, 17L);
    }

    @Test
    void aHardQueryWhoseFailuresHaveAllExpiredIsNotReflectedOn() throws IOException {
        Remember remember = reflecting();
        remember.apply(group(PLAIN, 0, false, false), memory, 3);
        memory.expired.addAll(List.of(0L, 1L));
        assertThat(remember.apply(group(PLAIN, 1, false), memory, 3).reflection())
                .isEmpty();
        assertThat(memory.statistics.reflections()).isEqualTo(Reflections.NONE);
    }

    @Test
    void anUnknownTaskKeepsThePromptsTruths() throws IOException {
        Prompt chess = new Prompt(
                "q", List.of(ChatMessage.user("e4")), List.of("e5", "c5"), "test", "chess", PromptKind.PLAIN);
        Remember remember = reflecting();
        remember.apply(group(chess, 0, false), memory, 3);
        assertThat(remember.apply(group(chess, 1, false), memory, 3)
                        .reflection()
                        .orElseThrow()
                        .prompt()
                        .truths())
                .containsExactly("e5", "c5");
    }

    @Test
    void aGroupWithoutAVerdictOnlyCountsAsAVisit() throws IOException {
        Remember remember = new Remember(List.of(replay(2)), List.of(reflect(1)), TASKS);
        remember.apply(group(PLAIN, 0, false), memory, 3);
        memory.calls.clear();
        GradedGroup group = ungraded(PLAIN, 1);
        Remembered now = remember.apply(group, memory, 3);
        assertThat(now).isEqualTo(new Remembered(group, 0, 0, Collapse.NONE, List.of(), Optional.empty()));
        assertThat(memory.calls).containsExactly("statistics", "update");
        assertThat(memory.statistics.visits()).isEqualTo(2);

        Remembered reflected = remember.apply(ungraded(REFLECTION, 1), memory, 3);
        assertThat(reflected.reflectionGraded()).isFalse();
        assertThat(memory.statistics.reflections()).isEqualTo(Reflections.NONE);
    }

    @Test
    void ungradedResponsesStayInTheGroupAndOutOfMemory() throws IOException {
        Remember remember = replaying(1);
        remember.apply(group(PLAIN, 0, true), memory, 3);
        List<GradedResponse> responses = new ArrayList<>(group(PLAIN, 1, false).responses());
        responses.add(new GradedResponse(Samples.answered(5, "7"), Verdict.ungraded("timeout"), Rewards.NONE));
        Remembered now = remember.apply(
                new GradedGroup(new PromptVisit(PLAIN, 1, "s", 1), new TokenIds(9), responses), memory, 3);
        assertThat(now.offered()).isEqualTo(1);
        assertThat(now.group().responses())
                .extracting(r -> r.response().sample())
                .as("a replay comes after all that were sampled")
                .containsExactly(0, 5, 6);
    }

    @Test
    void disabledPartsAreNotCalled() throws IOException {
        memory.statistics = QueryStatistics.NONE.plus(group(PLAIN, 0, false));
        memory.trajectories.add(new Trajectory(0, graded(0, PLAIN, true, "7")));
        memory.evicts = 3;
        GradedGroup group = group(PLAIN, 1, false, false);
        assertThat(Remember.only().apply(group, memory, 8))
                .isEqualTo(new Remembered(group, 2, 3, Collapse.ALL_INCORRECT, List.of(), Optional.empty()));
        assertThat(memory.calls).containsExactly("statistics", "remember 2", "update");
        assertThat(memory.newestVersion).isEqualTo(8);
    }

    @Test
    void aGroupThatNeedsNoHistoryReadsNoIndex() throws IOException {
        Remember remember = new Remember(List.of(replay(2)), List.of(reflect(1)), TASKS);
        memory.statistics = QueryStatistics.NONE.plus(group(PLAIN, 0, true));
        remember.apply(group(PLAIN, 1, true, false), memory, 3);
        assertThat(memory.calls).containsExactly("statistics", "remember 2", "update");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void replaysHaveTheOppositeVerdict(long seed) throws IOException {
        Random random = new Random(seed);
        Remember remember = new Remember(List.of(replay(2)), List.of(reflect(1)), TASKS);
        for (long visit = 0; visit < 60; visit++) {
            boolean[] correct = new boolean[1 + random.nextInt(3)];
            for (int i = 0; i < correct.length; i++) {
                correct[i] = random.nextInt(3) == 0;
            }
            GradedGroup before = group(random.nextInt(4) == 0 ? REFLECTION : PLAIN, visit, correct);
            Remembered now = remember.apply(before, memory, 3);
            List<GradedResponse> all = now.group().responses();
            assertThat(all.subList(0, correct.length)).as("seed %d", seed).isEqualTo(before.responses());
            assertThat(all.size() - correct.length)
                    .as("seed %d", seed)
                    .isEqualTo(now.replays().size())
                    .isBetween(0, 2);
            if (now.restored()) {
                assertThat(Collapse.of(now.group())).as("seed %d", seed).isEqualTo(Collapse.NONE);
            }
        }
    }
}
