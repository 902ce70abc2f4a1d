package io.millrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionRulesTest {
    private final OptionRules rules = new OptionRules("overlong");

    @Test
    void optionsThatSatisfyAllRulesPass() {
        rules.that(true, "buffer", "must be >= 1, was %d", 1);
        rules.accepts("buffer", 1, value -> {});
        rules.done();
    }

    @Test
    void theMessageNamesTheRecordAndEveryProblem() {
        rules.that(false, "buffer", "must be >= 1, was %d", 0);
        rules.together(false, "buffer must be <= maxTokens");
        rules.accepts("within", "x", text -> {
            throw new IllegalArgumentException("length: within must be an interval, was " + text);
        });

        assertThatThrownBy(rules::done)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("overlong: buffer must be >= 1, was 0; buffer must be <= maxTokens;"
                        + " within must be an interval, was x");
    }

    @Test
    void aProblemFromAnotherExceptionIsAssignedToTheOptionAtTheStartOfItsMessage() {
        List<String> options = List.of("max", "maxTokens");
        assertThat(OptionsException.problems(new IllegalArgumentException("a: maxTokens must be 1"), options))
                .containsExactly(new OptionsException.Problem("maxTokens", "must be 1"));
        assertThat(OptionsException.problems(new IllegalArgumentException("no"), options))
                .containsExactly(new OptionsException.Problem("", "no"));
    }
}
