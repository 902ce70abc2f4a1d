package io.millrace.operators.remember;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.metric.Metric;
import io.millrace.model.Collapse;
import io.millrace.model.GradedGroup;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Reflection;
import io.millrace.operators.testkit.Figures;
import io.millrace.operators.testkit.Stream;
import io.millrace.pipeline.Remembered;
import io.millrace.pipeline.Remembered.Replayed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryCountersTest {
    private static final Replayed.Source FROM = new Replayed.Source(1, 0, 2);
    private static final GradedGroup GROUP = Stream.graded("a", 1);

    private final Figures figures = new Figures();
    private final MemoryCounters counters = new MemoryCounters(figures);

    private Object figure(Metric metric) {
        return figures.of(metric);
    }

    private static Remembered remembered(GradedGroup group, Collapse collapse, Replayed... replays) {
        return new Remembered(group, 2, 1, collapse, List.of(replays), Optional.empty());
    }

    @Test
    void aGroupCountsOfferedAndEvictedTrajectories() {
        counters.count(remembered(GROUP, Collapse.NONE));
        counters.count(remembered(GROUP, Collapse.ALL_CORRECT));

        assertThat(figure(Metric.TRAJECTORIES_REMEMBERED)).isEqualTo(4L);
        assertThat(figure(Metric.TRAJECTORIES_EVICTED)).isEqualTo(2L);
        assertThat(figure(Metric.GROUPS_COLLAPSED_RIGHT)).isEqualTo(1L);
        assertThat(figure(Metric.GROUPS_COLLAPSED_WRONG)).isEqualTo(0L);
        assertThat(figure(Metric.GROUPS_RESTORED)).isEqualTo(0L);
        assertThat(figure(Metric.REPLAY_AGE)).isEqualTo(Double.NaN);
    }

    @Test
    void replaysAreCountedByVerdictContextAndAge() {
        counters.count(remembered(
                GROUP,
                Collapse.ALL_INCORRECT,
                new Replayed(true, PromptKind.REFLECTION, FROM, 10),
                new Replayed(true, PromptKind.PLAIN, FROM, 20)));
        counters.count(remembered(GROUP, Collapse.ALL_CORRECT, new Replayed(false, PromptKind.PLAIN, FROM, 11)));

        assertThat(figure(Metric.GROUPS_RESTORED)).isEqualTo(2L);
        assertThat(figure(Metric.REPLAYS_CORRECT)).isEqualTo(2L);
        assertThat(figure(Metric.REPLAYS_WRONG)).isEqualTo(1L);
        assertThat(figure(Metric.REPLAYS_CROSS_CONTEXT)).isEqualTo(1L);
        assertThat(figure(Metric.REPLAY_AGE))
                .as("10, then a tenth of the way to each")
                .isEqualTo(11.0);
    }

    @Test
    void reflectionsAreCountedWhenTheyAreSentAndWhenTheyReturn() {
        Prompt plain = GROUP.visit().prompt();
        Prompt prompt = new Prompt(
                plain.queryId(), plain.messages(), List.of(), plain.source(), plain.task(), PromptKind.REFLECTION);
        counters.count(new Remembered(GROUP, 2, 0, Collapse.NONE, List.of(), Optional.of(new Reflection(prompt, 1))));
        PromptVisit reflected = new PromptVisit(prompt, 1, "reflections", 0);
        counters.count(remembered(new GradedGroup(reflected, GROUP.prompt(), GROUP.responses()), Collapse.NONE));
        counters.count(remembered(
                new GradedGroup(
                        reflected, GROUP.prompt(), List.of(GROUP.responses().get(1))),
                Collapse.NONE));

        assertThat(figure(Metric.REFLECTIONS_SENT)).isEqualTo(1L);
        assertThat(figure(Metric.REFLECTIONS_TRIED)).isEqualTo(2L);
        assertThat(figure(Metric.REFLECTIONS_WON)).isEqualTo(1L);
    }
}
