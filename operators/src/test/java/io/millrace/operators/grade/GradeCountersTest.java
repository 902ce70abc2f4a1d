package io.millrace.operators.grade;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.metric.Metric;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.model.ReplacedRevisions;
import io.millrace.model.Rewards;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.operators.testkit.Figures;
import io.millrace.operators.testkit.Stream;
import io.millrace.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradeCountersTest {
    private final Figures figures = new Figures();
    private final GradeCounters counters = new GradeCounters(figures, List.of());

    private static GradedResponse response(int sample, Origin origin, Verdict verdict) {
        return new GradedResponse(Samples.response(sample, FinishReason.STOP, origin, 1, 'b'), verdict, Rewards.NONE);
    }

    @Test
    void aRevisionIsCountedByItsVerdictExactlyOnce() {
        counters.count(new GradedGroup(
                Stream.visit("a", 0),
                new TokenIds(1),
                List.of(
                        response(0, Origin.SAMPLED, Verdict.CORRECT),
                        response(1, Origin.SAMPLED, Verdict.INCORRECT),
                        response(2, Origin.SAMPLED, Verdict.ungraded("test")),
                        response(3, Origin.SAMPLED, Verdict.INCORRECT),
                        response(4, Origin.REVISED, Verdict.CORRECT),
                        response(5, Origin.COPIED, Verdict.INCORRECT),
                        response(6, Origin.COPIED, Verdict.ungraded("test")),
                        response(7, Origin.COPIED, Verdict.INCORRECT)),
                new ReplacedRevisions(2, 1, 30)));

        assertThat(figures.of(Metric.REVISIONS_RIGHT)).isEqualTo(1L);
        assertThat(figures.of(Metric.REVISIONS_REPLACED)).isEqualTo(2L);
        assertThat(figures.of(Metric.REVISIONS_UNGRADED)).isEqualTo(1L);
        assertThat(figures.of(Metric.RESPONSES_GRADED))
                .as("3 originals and the revision")
                .isEqualTo(4L);
        assertThat(figures.of(Metric.RESPONSES_UNGRADED)).isEqualTo(1L);
    }

    @Test
    void algebraCountersAreZeroWithoutQuestions() {
        assertThat(figures.of(Metric.ALGEBRA_ASKED)).isEqualTo(0L);
        assertThat(figures.of(Metric.ALGEBRA_PROVEN)).isEqualTo(0L);
        assertThat(figures.of(Metric.ALGEBRA_LOST)).isEqualTo(0L);
    }
}
