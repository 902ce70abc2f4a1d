package io.millrace.method.rearl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.dataset.InMemoryDataset;
import io.millrace.model.PolicyException;
import io.millrace.policy.Sampling;
import io.millrace.testkit.AnsweringEngine;
import io.millrace.testkit.Samples;
import io.millrace.testkit.TestContext;
import io.millrace.testkit.WordTokens;
import io.millrace.text.ThinkingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class BaseReflectionTest {
    private static final ThinkingConfig TAGS = new ThinkingConfig("<t>", "</t>", "", List.of("wait"));

    private final WordTokens tokens = new WordTokens();

    private double threshold(int samples, IntFunction<String> answers, List<String> asked) {
        AnsweringEngine engine = new AnsweringEngine(
                request -> {
                    asked.add(request.queryId() + "#" + request.first());
                    return tokens.encode(answers.apply(asked.size() - 1));
                },
                request -> List.of());
        return new BaseReflection(new TestContext(tokens, TAGS, "", new Sampling(1, 1, 0, 9, List.of(0), 1)), samples)
                .measure(
                        engine,
                        new InMemoryDataset("d", List.of(Samples.prompt("a", "t"), Samples.prompt("b", "t"))),
                        2);
    }

    @Test
    void theDensityIsMeasuredOnThinkingResponses() {
        List<String> asked = new ArrayList<>();
        double threshold = threshold(3, i -> i == 1 ? "7" : "<t> a wait b c </t> 7", asked);
        assertThat(threshold).as("1 mark in 4 tokens").isCloseTo(4, within(1e-9));
        assertThat(asked).as("each prompt once, and then again").containsExactly("q/a#0", "q/b#0", "q/a#1");
    }

    @Test
    void anEngineFailureIsReportedWithItsCause() {
        PolicyException cause = new PolicyException("out of memory");
        assertThatThrownBy(() -> threshold(
                        2,
                        i -> {
                            throw cause;
                        },
                        new ArrayList<>()))
                .isInstanceOf(PolicyException.class)
                .hasMessage("base policy: could not be sampled to measure its reflection density: out of memory")
                .hasCause(cause);
    }

    @Test
    void withoutThinkingResponsesThereIsNoThreshold() {
        assertThatThrownBy(() -> threshold(2, i -> "7", new ArrayList<>()))
                .hasMessageContaining("no response of the base model thinks");
    }
}
