package io.millrace.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.eval.Evaluator;
import io.millrace.eval.ThinkingAnalysis;
import io.millrace.eval.ThinkingStatistics;
import io.millrace.model.Prompt;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.testkit.Repository;
import io.millrace.text.ReflectionMarks;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Requirements on the shipped reasoner before reinforcement learning: correct often enough to learn, and verbose enough
 * to shorten.
 */
class ShippedReasonerTest {
    private static final Path SHIPPED = Repository.path("deploy/models/reason");
    private static final int PROMPTS = 200;
    private static final int SAMPLES = 4;

    private static ThinkingStatistics measured(String... overrides) {
        MillraceConfig config = ConfigReader.read(Repository.path("deploy/conf/reason.yaml"), List.of(overrides));
        ConfiguredParts parts = ConfiguredParts.of(config, SHIPPED);
        Tokenizer tokenizer = parts.tokenizer();
        List<Prompt> heldOut = config.tasks().generator("reason").orElseThrow().prompts(Part.HELD_OUT, PROMPTS, 1);
        Sampling sampling = new Sampling(1, 1, 0, config.sampling().maxTokens(), tokenizer.stopIds(), 1);
        try (PolicyEngine engine = parts.engine()) {
            var answers = new Evaluator(engine, tokenizer, config.tasks(), 64, Duration.ofMinutes(10))
                    .answers(heldOut, SAMPLES, sampling);
            return new ThinkingAnalysis(
                            config.tasks(),
                            tokenizer,
                            new Thoughts(tokenizer, config.thinking(), config.opening()),
                            new ReflectionMarks(config.thinking()))
                    .of(answers)
                    .get(0);
        }
    }

    @Test
    void itIsOftenIncorrectAndContinuesThinkingAfterItsResult() {
        ThinkingStatistics statistics = measured();

        assertThat(statistics.prompts()).isEqualTo(PROMPTS);
        assertThat(statistics.accuracy()).isBetween(0.40, 0.75);
        assertThat(statistics.redundant()).isGreaterThanOrEqualTo(0.30);
        assertThat(statistics.marked()).isGreaterThan(0.5);
        assertThat(statistics.thinks()).isGreaterThan(0.99);
    }

    @Test
    void itSometimesThinksAfterAnEllipsis() {
        assertThat(measured("method.autothink.enabled=true").thinks()).isBetween(0.2, 0.8);
    }
}
