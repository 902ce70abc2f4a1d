package io.millrace.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;
import io.millrace.testkit.LenientTask;
import org.junit.jupiter.api.Test;

class TasksTest {
    private static final DigitsTask DIGITS = new DigitsTask(new DigitsConfig(9, true));

    @Test
    void aTaskIsFoundByItsName() {
        assertThat(Tasks.of(DIGITS).find("digits")).containsSame(DIGITS);
        assertThat(Tasks.of(DIGITS).find("chess")).isEmpty();
    }

    @Test
    void onlyATaskThatGeneratesPromptsIsAGenerator() {
        Tasks lenient = Tasks.of(new LenientTask("any"));
        assertThat(lenient.names()).containsExactly("any");
        assertThat(lenient.generators()).isEmpty();
        assertThat(Tasks.of(DIGITS).generator("digits")).containsSame(DIGITS);
    }

    @Test
    void twoTasksWithTheSameNameAreRefused() {
        assertThatThrownBy(() -> Tasks.of(DIGITS, DIGITS)).hasMessage("tasks: names must differ, had digits twice");
    }
}
