package io.millrace.curriculum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dataset.Dataset;
import io.millrace.dataset.InMemoryDataset;
import io.millrace.learner.StepRecord;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.VisitEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassRateTrackerTest {
    private static final CurriculumConfig CONFIG = new CurriculumConfig(true, 0.25, 0.1, 0.9, 0.5);

    @TempDir
    Path folder;

    private static PassRateTracker tracker(int prompts) {
        Dataset dataset = new InMemoryDataset(
                "test",
                IntStream.range(0, prompts)
                        .mapToObj(i -> prompt("q" + i, PromptKind.PLAIN))
                        .toList());
        return new PassRateTracker(CONFIG, dataset);
    }

    private static Prompt prompt(String query, PromptKind kind) {
        return new Prompt(query, List.of(ChatMessage.user("?")), List.of(), "test", "task", kind);
    }

    private static VisitEnd end(String query, PromptKind kind, long ordinal, int graded, int correct) {
        return new VisitEnd(visit(query, kind, ordinal), VisitEnd.Kind.TRAINED, "", graded, correct);
    }

    private static PromptVisit visit(String query, PromptKind kind, long ordinal) {
        return new PromptVisit(prompt(query, kind), ordinal, "split", ordinal);
    }

    private static VisitEnd failed(VisitEnd.Kind kind, String query, long ordinal) {
        return new VisitEnd(visit(query, PromptKind.PLAIN, ordinal), kind, "");
    }

    private static VisitEnd end(String query, long ordinal, int graded, int correct) {
        return end(query, PromptKind.PLAIN, ordinal, graded, correct);
    }

    private PassRates rates(PassRateTracker tracker) throws IOException {
        tracker.write(folder);
        return PassRates.read(folder);
    }

    /** 1, then 0.5 * 1 + 0.5 * 0, for any order of the shards' minibatches. */
    @Test
    void visitsOfARoundCountInTheOrderOfTheirOrdinals() throws IOException {
        PassRateTracker tracker = tracker(3);
        tracker.ended(List.of(end("q1", 7, 4, 0), end("q2", 5, 2, 1), end("q1", 6, 4, 4)));

        assertThat(rates(tracker).rate(1)).isEqualTo(0.5);
        assertThat(rates(tracker).rate(2)).isEqualTo(0.5);
        assertThat(rates(tracker).seen(0)).isFalse();
        tracker.ended(List.of(end("q1", 9, 4, 4)));
        assertThat(rates(tracker).rate(1)).isEqualTo(0.75);
    }

    @Test
    void reflectionsAndQueriesOfOtherDataSetsDoNotCount() throws IOException {
        PassRateTracker tracker = tracker(1);
        tracker.ended(List.of(end("q0", PromptKind.REFLECTION, 0, 4, 4), end("gone", 1, 4, 4)));

        assertThat(rates(tracker)).isEqualTo(PassRates.unseen(1));
    }

    /** An unavailable engine or verifier carries no information about a prompt. */
    @Test
    void onlyPromptsThatCanNeverBeSampledCountAsSeenWithoutAGrade() throws IOException {
        PassRateTracker tracker = tracker(5);
        tracker.ended(List.of(
                failed(VisitEnd.Kind.SAMPLING_FAILED, "q0", 0),
                failed(VisitEnd.Kind.UNGRADED, "q1", 1),
                failed(VisitEnd.Kind.TOO_STALE, "q2", 2),
                failed(VisitEnd.Kind.PROMPT_TOO_LONG, "q3", 3),
                failed(VisitEnd.Kind.UNREADABLE, "q4", 4)));

        PassRates rates = rates(tracker);
        assertThat(IntStream.range(0, 5).filter(rates::seen)).containsExactly(3, 4);
    }

    @Test
    void aDuplicateQueryHasOnePassRate() throws IOException {
        Prompt twice = prompt("q", PromptKind.PLAIN);
        PassRateTracker tracker = new PassRateTracker(
                CONFIG, new InMemoryDataset("test", List.of(twice, prompt("p", PromptKind.PLAIN), twice)));
        tracker.ended(List.of(end("q", 0, 4, 1)));

        PassRates rates = rates(tracker);
        assertThat(rates.rate(0)).isEqualTo(0.25);
        assertThat(rates.rate(2)).isEqualTo(0.25);
        assertThat(rates.seen(1)).isFalse();
    }

    @Test
    void figuresAreSharesOfAllPrompts() {
        PassRateTracker tracker = tracker(8);
        tracker.ended(List.of(
                end("q0", 0, 4, 0),
                end("q1", 1, 4, 0),
                end("q2", 2, 4, 4),
                end("q3", 3, 4, 1),
                failed(VisitEnd.Kind.PROMPT_TOO_LONG, "q4", 4)));

        assertThat(tracker.shares()).isEqualTo(new StepRecord.Curriculum(5 / 8.0, 4 / 8.0, 1 / 8.0, 2 / 8.0));
    }

    @Test
    void theTrackerResumesFromTheContentOfAFolder() throws IOException {
        PassRateTracker before = tracker(2);
        before.ended(List.of(end("q1", 0, 4, 1)));
        before.write(folder);
        PassRateTracker after = tracker(2);
        after.restore(folder);
        after.ended(List.of(end("q1", 1, 4, 3)));

        assertThat(rates(after).rate(1)).isEqualTo(0.5);
    }

    @Test
    void withoutStoredRatesAllPromptsAreUnseen() throws IOException {
        PassRateTracker tracker = tracker(2);
        tracker.restore(folder);

        assertThat(rates(tracker)).isEqualTo(PassRates.unseen(2));
    }

    @Test
    void ratesOfAnotherDataSetAreRejected() {
        tracker(2).write(folder);

        assertThatThrownBy(() -> tracker(3).restore(folder))
                .hasMessage(
                        "pass rates: must cover the data set's 3 prompts, covered 2: continue with the prompts that the run was started with");
    }
}
