package io.millrace.method.rearl;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.learner.SupervisedExample;
import io.millrace.method.PretrainContext;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Prompt;
import io.millrace.task.PromptGenerator;
import io.millrace.testkit.Repository;
import io.millrace.testkit.Samples;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import io.millrace.token.json.SymbolVocabulary;
import io.millrace.torch.sample.Batching;
import io.millrace.torch.sample.DjlEngineConfig;
import io.millrace.torch.sample.DjlPolicyEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The training examples of a reflection model for the task reason, and what the shipped model has learnt. */
class ReflectionExamplesTest {
    private static final Path SHIPPED = Repository.path("deploy/models/reason-reflection");

    private final MillraceConfig config =
            ConfigReader.read(Repository.path("deploy/conf/reflection-model.yaml"), List.of());
    private final PromptGenerator task = config.tasks().generator("reason").orElseThrow();
    private final List<Prompt> prompts = task.prompts(PromptGenerator.Part.HELD_OUT, 200, 3);

    @TempDir
    Path temp;

    private Tokenizer tokenizer() {
        List<String> symbols = new ArrayList<>(task.symbols());
        symbols.add("Think");
        symbols.add("Result");
        new SymbolVocabulary(symbols).write(temp, 512);
        return Tokenizers.load(temp);
    }

    private ReflectionExamples examples(Tokenizer tokenizer) {
        return new ReflectionExamples(
                config.method().get(ReaRl.class).revise(),
                new PretrainContext(
                        task,
                        tokenizer,
                        config.thinking(),
                        config.pretrain().noise(),
                        config.pretrain().seed()));
    }

    @Test
    void aParagraphIsLabelledByWhetherTheResultHasBeenReachedByItsEnd() {
        ReflectionExamples examples = examples(tokenizer());
        SplittableRandom random = new SplittableRandom(1);
        for (Prompt prompt : prompts) {
            ReflectionExamples.Trace trace = examples.trace(prompt, random);
            String thinking = String.join("", trace.texts());
            int end = 0;
            for (int j = 0; j < trace.texts().size(); j++) {
                end += trace.texts().get(j).length();
                int upTo = end;
                assertThat(trace.reached().get(j))
                        .as("%s after %d characters", thinking, upTo)
                        .isEqualTo(task.reached(prompt, thinking.substring(0, upTo))
                                .isPresent());
            }
        }
    }

    @Test
    void anExampleEndsWithTheLabelAndBothLabelsAreFrequent() {
        Tokenizer tokenizer = tokenizer();
        ReflectionExamples examples = examples(tokenizer);
        SplittableRandom random = new SplittableRandom(2);
        int results = 0;
        for (Prompt prompt : prompts) {
            SupervisedExample demonstration = examples.of(prompt, random);
            String text = tokenizer.decode(demonstration.target());
            assertThat(text).matches("(?s).*(Think|Result)");
            results += text.endsWith("Result") ? 1 : 0;
        }
        assertThat(results).isBetween(60, 140);
    }

    @Test
    void theShippedModelClassifiesMostParagraphsOfHeldOutProblems() throws Exception {
        ReviseConfig revise = config.method().get(ReaRl.class).revise();
        Tokenizer tokenizer = Tokenizers.load(SHIPPED);
        ReflectionExamples examples = examples(tokenizer);
        SplittableRandom random = new SplittableRandom(4);
        int[][] counts = new int[2][2];
        DjlPolicyEngine engine = DjlPolicyEngine.open(
                new PolicyVersion(0, 0, SHIPPED, Map.of()),
                DjlEngineConfig.of(new Batching.Continuous(8), 512),
                System::nanoTime);
        try (EngineReflectionModel model = new EngineReflectionModel(revise, tokenizer, engine, true)) {
            for (Prompt prompt : prompts) {
                ReflectionExamples.Trace trace = examples.trace(prompt, random);
                double[] reached = model.reached(Samples.visit(prompt), List.of(trace.texts()))
                        .get()
                        .get(0);
                for (int j = 0; j < reached.length; j++) {
                    counts[trace.reached().get(j) ? 1 : 0][reached[j] >= 0.5 ? 1 : 0]++;
                }
            }
        }
        double think = (double) counts[0][0] / (counts[0][0] + counts[0][1]);
        double result = (double) counts[1][1] / (counts[1][0] + counts[1][1]);
        System.out.printf(
                "reason-reflection: %.1f %% of Think, %.1f %% of Result detected%n", 100 * think, 100 * result);
        assertThat((think + result) / 2)
                .as("Think %.3f, Result %.3f", think, result)
                .isGreaterThan(0.75);
    }
}
