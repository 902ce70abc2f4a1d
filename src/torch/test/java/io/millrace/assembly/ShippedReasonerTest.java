package io.millrace.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.eval.Evaluator;
import io.millrace.eval.Insight;
import io.millrace.eval.Insights;
import io.millrace.model.Prompt;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.task.PromptMaker.Part;
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

    private static Insight measured(String... overrides) {
        MillraceConfig config = ConfigReader.read(Repository.path("deploy/conf/reason.yaml"), List.of(overrides));
        ConfiguredParts parts = ConfiguredParts.of(config, SHIPPED);
        Tokenizer tokenizer = parts.tokenizer();
        List<Prompt> heldOut = config.tasks().maker("reason").orElseThrow().prompts(Part.HELD_OUT, PROMPTS, 1);
        Sampling sampling = new Sampling(1, 1, 0, config.sampling().maxTokens(), tokenizer.stopIds(), 1);
        try (PolicyEngine engine = parts.engine()) {
            var answers = new Evaluator(engine, tokenizer, config.tasks(), 64, Duration.ofMinutes(10))
                    .answers(heldOut, SAMPLES, sampling);
            return new Insights(
                            config.tasks(),
                            tokenizer,
                            new Thoughts(tokenizer, config.thinking(), config.opening()),
                            new ReflectionMarks(config.thinking()))
                    .of(answers)
                    .get(0);
        }
    }

    @Test
    void itIsOftenCorrectAndOftenIncorrectAndThinksOnAfterItsResult() {
        Insight insight = measured();

        assertThat(insight.prompts()).isEqualTo(PROMPTS);
        assertThat(insight.accuracy()).isBetween(0.40, 0.75);
        assertThat(insight.redundant()).isGreaterThanOrEqualTo(0.30);
        assertThat(insight.marked()).isGreaterThan(0.5);
        assertThat(insight.thinks()).isGreaterThan(0.99);
    }

    @Test
    void underTheEllipsisItThinksSometimes() {
        assertThat(measured("method.autothink.enabled=true").thinks()).isBetween(0.2, 0.8);
    }
}
