package io.millrace.reward;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.FinishReason;
import io.millrace.testkit.Samples;
import io.millrace.text.ThinkingConfig;
import io.millrace.token.CharacterTokenizer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncatedTest {
    @ParameterizedTest
    @CsvSource({"LENGTH, true, -1", "LENGTH, false, -1", "STOP, true, 0", "STOP, false, 0"})
    void aTruncatedResponseLosesOne(FinishReason finish, boolean correct, double expected) {
        var settings = new RewardSettings(2, new ThinkingConfig("<think>", "</think>", "", List.of("wait")), "");
        ResponseReward rule = new Truncated().create(new RewardContext(settings, CharacterTokenizer.of("12")));
        var response = Samples.graded(Samples.response(0, finish, 1, 1), correct, correct ? 1 : 0);
        assertThat(rule.score(Samples.prompt("q", "test"), response)).isEqualTo(expected);
    }
}
