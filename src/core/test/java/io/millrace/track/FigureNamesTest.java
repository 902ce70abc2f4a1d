package io.millrace.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FigureNamesTest {
    private static final Map<String, Double> FIGURES =
            Map.of("reward", 0.5, "response_tokens", 120.0, "reward_accuracy", 0.25, "custom", 1.0);

    @Test
    void figuresHaveTheNamesOfTheOtherTrainer() {
        assertThat(FigureNames.VERL.of(FIGURES))
                .isEqualTo(Map.of(
                        "critic/rewards/mean", 0.5,
                        "response_length/mean", 120.0,
                        "critic/rewards/accuracy/mean", 0.25,
                        "custom", 1.0));
        assertThat(FigureNames.TRL.of(FIGURES))
                .containsEntry("completions/mean_length", 120.0)
                .containsEntry("rewards/accuracy/mean", 0.25);
        assertThat(FigureNames.PRIME_RL.of(FIGURES))
                .containsEntry("reward/all/mean", 0.5)
                .containsEntry("metrics/all/accuracy", 0.25);
    }

    @Test
    void millraceNamesAreUnchanged() {
        assertThat(FigureNames.MILLRACE.of(FIGURES)).isEqualTo(FIGURES);
    }

    @ParameterizedTest
    @EnumSource
    void noFigureIsLost(FigureNames names) {
        assertThat(names.of(FIGURES).values()).containsExactlyInAnyOrderElementsOf(FIGURES.values());
    }
}
