package io.millrace.method.r3;

import static io.millrace.method.r3.Failures.entry;
import static io.millrace.method.r3.Failures.index;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.Trajectory;
import io.millrace.method.r3.ReplayConfig.Choice;
import io.millrace.model.Collapse;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.testkit.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    private static final Prompt PROMPT = Samples.digits("8,3:9,1");
    /** Correct 0, 2 and 4; incorrect 1 and 3, of which 3 was sampled in a reflection. */
    private static final MemoryIndex INDEX = index(
            entry(0, true, 5, 0.5),
            entry(1, false, 9, 0.25),
            entry(2, true, 4, 1),
            entry(3, false, 3, 0, PromptKind.REFLECTION),
            entry(4, true, 4, 0.75, PromptKind.REFLECTION));

    private static ReplayConfig config(Choice choice) {
        return new ReplayConfig(true, 2, choice, true, true, true, 1, 1e-6);
    }

    private static Replay replay(Choice choice) {
        return new Replay(config(choice), 1);
    }

    private static GradedGroup group(Prompt prompt, long visit, Verdict... verdicts) {
        List<GradedResponse> responses = new ArrayList<>();
        for (int i = 0; i < verdicts.length; i++) {
            responses.add(new GradedResponse(Samples.answered(i, "7"), verdicts[i], Rewards.of("r", 1)));
        }
        return new GradedGroup(new PromptVisit(prompt, visit, "s", 0), new TokenIds(1), responses);
    }

    private static GradedGroup group(Verdict... verdicts) {
        return group(PROMPT, 1, verdicts);
    }

    private static List<Long> numbers(Replay replay, GradedGroup group) {
        return replay.candidates(group, INDEX).stream().map(IndexEntry::number).toList();
    }

    @Test
    void correctResponsesJoinAnAllIncorrectGroup() {
        assertThat(numbers(replay(Choice.NEWEST), group(Verdict.INCORRECT, Verdict.INCORRECT)))
                .containsExactly(4L, 2L, 0L);
    }

    @Test
    void incorrectResponsesJoinAnAllCorrectGroup() {
        assertThat(numbers(replay(Choice.NEWEST), group(Verdict.CORRECT, Verdict.CORRECT)))
                .containsExactly(3L, 1L);
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void aGroupWithBothVerdictsIsLeftAlone(Choice choice) {
        GradedGroup mixed = group(Verdict.CORRECT, Verdict.INCORRECT);
        assertThat(replay(choice).wanted(mixed)).isFalse();
        assertThat(numbers(replay(choice), mixed)).isEmpty();
    }

    @Test
    void aGroupWithoutAVerdictIsLeftAlone() {
        assertThat(Collapse.of(group())).isEqualTo(Collapse.NONE);
        assertThat(numbers(replay(Choice.NEWEST), group(Verdict.ungraded("timeout"))))
                .isEmpty();
    }

    @Test
    void aGroupOfOneIsAllCorrectOrAllIncorrect() {
        assertThat(Collapse.of(group(Verdict.CORRECT))).isEqualTo(Collapse.ALL_CORRECT);
        assertThat(Collapse.of(group(Verdict.INCORRECT))).isEqualTo(Collapse.ALL_INCORRECT);
    }

    @Test
    void ungradedResponsesAreIgnored() {
        GradedGroup group = group(Verdict.INCORRECT, Verdict.ungraded("timeout"));
        assertThat(Collapse.of(group)).isEqualTo(Collapse.ALL_INCORRECT);
        assertThat(numbers(replay(Choice.NEWEST), group)).containsExactly(4L, 2L, 0L);
    }

    @Test
    void aGroupWithACorrectRevisionIsNotRestored() {
        GradedGroup group = new GradedGroup(
                new PromptVisit(PROMPT, 1, "s", 0),
                new TokenIds(1),
                List.of(
                        Samples.graded(Samples.answered(0, "2"), false, 0),
                        Samples.graded(Samples.response(1, FinishReason.STOP, Origin.REVISED, 3, 11, 1), true, 1)));
        assertThat(Collapse.of(group)).isEqualTo(Collapse.NONE);
    }

    @Test
    void reflectionGroupsReceiveNoReplays() {
        Prompt reflection =
                new Prompt(PROMPT.queryId(), PROMPT.messages(), List.of("7"), "test", "digits", PromptKind.REFLECTION);
        GradedGroup group = group(reflection, 1, Verdict.INCORRECT, Verdict.INCORRECT);
        assertThat(replay(Choice.NEWEST).wanted(group)).isFalse();
        assertThat(numbers(replay(Choice.NEWEST), group)).isEmpty();
    }

    @Test
    void eitherDirectionCanBeSwitchedOff() {
        Replay onlyWrong = new Replay(new ReplayConfig(true, 1, Choice.NEWEST, true, false, true, 1, 0), 1);
        Replay onlyRight = new Replay(new ReplayConfig(true, 1, Choice.NEWEST, false, true, true, 1, 0), 1);
        assertThat(numbers(onlyWrong, group(Verdict.INCORRECT))).isNotEmpty();
        assertThat(numbers(onlyWrong, group(Verdict.CORRECT))).isEmpty();
        assertThat(numbers(onlyRight, group(Verdict.INCORRECT))).isEmpty();
        assertThat(numbers(onlyRight, group(Verdict.CORRECT))).isNotEmpty();
    }

    @Test
    void withoutCrossContextOnlyResponsesOfTheSameContextJoin() {
        Replay same = new Replay(new ReplayConfig(true, 1, Choice.NEWEST, true, true, false, 1, 0), 1);
        assertThat(numbers(same, group(Verdict.INCORRECT))).containsExactly(2L, 0L);
        assertThat(numbers(same, group(Verdict.CORRECT))).containsExactly(1L);
    }

    @Test
    void amongEquallyShortResponsesTheNewestComesFirst() {
        assertThat(numbers(replay(Choice.SHORTEST), group(Verdict.INCORRECT))).containsExactly(4L, 2L, 0L);
        assertThat(numbers(replay(Choice.SHORTEST), group(Verdict.CORRECT))).containsExactly(3L, 1L);
    }

    @Test
    void incorrectReplaysAreAlsoOrderedByReward() {
        assertThat(numbers(replay(Choice.BEST_REWARD), group(Verdict.INCORRECT)))
                .containsExactly(2L, 4L, 0L);
        assertThat(numbers(replay(Choice.BEST_REWARD), group(Verdict.CORRECT))).containsExactly(1L, 3L);
    }

    @Test
    void anEmptyMemoryRestoresNothing() {
        assertThat(replay(Choice.RANDOM).candidates(group(Verdict.INCORRECT), MemoryIndex.EMPTY))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void eachReplayJoinsAtMostOnceInAnyOrderOfTheIndex(long seed) {
        Random random = new Random(seed);
        List<IndexEntry> entries = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            entries.add(entry(number, random.nextBoolean(), 1 + random.nextInt(5), random.nextInt(3)));
        }
        List<IndexEntry> shuffled = new ArrayList<>(entries);
        Collections.shuffle(shuffled, random);
        GradedGroup group = group(PROMPT, seed, Verdict.INCORRECT);
        for (Choice choice : Choice.values()) {
            List<IndexEntry> chosen =
                    new Replay(config(choice), seed).candidates(group, index(entries.toArray(new IndexEntry[0])));
            assertThat(chosen)
                    .as("seed %d, %s", seed, choice)
                    .containsExactlyInAnyOrderElementsOf(
                            entries.stream().filter(IndexEntry::correct).toList());
            assertThat(new Replay(config(choice), seed).candidates(group, index(shuffled.toArray(new IndexEntry[0]))))
                    .as("seed %d, %s", seed, choice)
                    .isEqualTo(chosen);
        }
    }

    @Test
    void aRandomChoiceDependsOnSeedQueryAndVisitAndIsFair() {
        int[] first = new int[5];
        for (long visit = 0; visit < 3000; visit++) {
            List<Long> chosen = numbers(replay(Choice.RANDOM), group(PROMPT, visit, Verdict.INCORRECT));
            first[chosen.get(0).intValue()]++;
        }
        // A third each; standard deviation of a count sqrt(3000 * 2/9) = 26.
        assertThat(Arrays.stream(new int[] {first[0], first[2], first[4]}).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(870, 1130));

        assertThat(pattern(1, PROMPT)).isEqualTo(pattern(1, PROMPT));
        assertThat(pattern(1, PROMPT))
                .isNotEqualTo(pattern(2, PROMPT))
                .isNotEqualTo(pattern(1, Samples.digits("1,2:9,1")));
    }

    private static String pattern(long seed, Prompt prompt) {
        StringBuilder pattern = new StringBuilder();
        for (long visit = 0; visit < 40; visit++) {
            pattern.append(numbers(new Replay(config(Choice.RANDOM), seed), group(prompt, visit, Verdict.INCORRECT)));
        }
        return pattern.toString();
    }

    @Test
    void aReplayKeepsItsRewardVerdictTokensAndVersions() {
        Trajectory trajectory = new Trajectory(4, Samples.graded(Samples.answered(2, "71"), true, 0.75));
        GradedResponse replayed = new Replay(config(Choice.NEWEST), 1).replayed(trajectory, 8, PromptKind.PLAIN);
        Response response = replayed.response();
        Response before = trajectory.response().response();
        assertThat(replayed.verdict()).isEqualTo(Verdict.CORRECT);
        assertThat(replayed.rewards()).isEqualTo(trajectory.response().rewards());
        assertThat(response.sample()).isEqualTo(8);
        assertThat(response.origin()).isEqualTo(Origin.REPLAYED);
        assertThat(response.tokens()).isEqualTo(before.tokens());
        assertThat(response.spans()).isEqualTo(before.spans());
        assertThat(response.finish()).isEqualTo(before.finish());
        assertThat(response.context()).isEqualTo(PromptKind.PLAIN);
    }

    @Test
    void behaviourLogProbsAreKeptOnlyInTheContextTheyBelongTo() {
        Trajectory trajectory = new Trajectory(4, Samples.graded(Samples.answered(2, "71"), true, 1));
        LogProbs sampled = trajectory.response().response().logProbs();
        assertThat(sampled.known()).isTrue();
        assertThat(new Replay(config(Choice.NEWEST), 1)
                        .replayed(trajectory, 8, PromptKind.PLAIN)
                        .response()
                        .logProbs())
                .isEqualTo(sampled);
        GradedResponse elsewhere = new Replay(config(Choice.NEWEST), 1).replayed(trajectory, 8, PromptKind.REFLECTION);
        assertThat(elsewhere.response().logProbs()).isEqualTo(LogProbs.NONE);
        assertThat(elsewhere.response().context()).as("where it was sampled").isEqualTo(PromptKind.PLAIN);
    }
}
