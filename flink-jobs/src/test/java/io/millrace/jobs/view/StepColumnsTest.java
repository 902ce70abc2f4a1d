package io.millrace.jobs.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepColumnsTest {
    private static void add(StepColumns columns, long number, String figures) throws IOException {
        columns.add(
                number, "{\"schema\":\"step/1\",\"run\":\"r\",\"learner_step\":%d%s}".formatted(number + 1, figures));
    }

    @Test
    void aFigureThatAppearsLaterIsUnknownBefore() throws Exception {
        StepColumns columns = new StepColumns(8);
        add(columns, 0, "");
        add(columns, 1, ",\"loss\":0.5");
        add(columns, 2, "");

        StepColumns.Slice slice = columns.slice(List.of("loss", "learner_step", "unknown"), 1);
        assertThat(slice.figures()).containsOnlyKeys("loss", "learner_step");
        assertThat(slice.figures().get("loss")).containsExactly(0.5, Double.NaN);
        assertThat(slice.figures().get("learner_step")).containsExactly(2, 3);
        assertThat(columns.last("loss")).isEqualTo(0.5);
        assertThat(columns.lastStep()).isEqualTo(3);
    }

    @Test
    void memoryIsBoundedAndOldStepsBecomeCoarser() throws Exception {
        StepColumns columns = new StepColumns(8);
        for (int i = 0; i < 9; i++) {
            add(columns, i, "");
        }
        StepColumns.Slice slice = columns.slice(List.of("learner_step"), 0);
        assertThat(slice.figures().get("learner_step")).containsExactly(2, 4, 5, 6, 7, 8, 9);
        assertThat(slice.generation()).isEqualTo(1);
        for (int i = 9; i < 10_000; i++) {
            add(columns, i, "");
        }
        assertThat(columns.length()).isLessThanOrEqualTo(8);
    }

    @Test
    void aRollbackStartsANewGeneration() throws Exception {
        StepColumns columns = new StepColumns();
        add(columns, 0, ",\"loss\":1.0");
        columns.clear();
        add(columns, 0, "");
        StepColumns.Slice slice = columns.slice(List.of(), 0);
        assertThat(slice.generation()).isEqualTo(1);
        assertThat(slice.figures()).containsOnlyKeys("learner_step", "record");
    }

    @Test
    void refusesRecordsOfOtherKinds() {
        assertThatThrownBy(() -> new StepColumns().add(0, "{\"schema\":\"ledger/1\"}"))
                .isInstanceOf(IOException.class);
    }
}
