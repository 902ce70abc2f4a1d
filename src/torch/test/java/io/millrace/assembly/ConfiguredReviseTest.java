package io.millrace.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.method.RevisedGroup;
import io.millrace.method.Reviser;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.Response;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.pipeline.Grade;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.policy.SamplingRequest;
import io.millrace.policy.ScoringRequest;
import io.millrace.testkit.AnsweringEngine;
import io.millrace.testkit.Repository;
import io.millrace.testkit.Samples;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** REA-RL's revision from a configuration, with the shipped models. */
class ConfiguredReviseTest {
    private static final Path POLICY = Repository.path("deploy/models/reason");
    private static final String THOUGHT =
            "<think>\nC=3;D=C+4=7.\n\nwait C=3;D=C+4=7.\n\nwait C=3;D=C+4=7.\n</think>\n\n7";

    private static ConfiguredParts parts(String... set) {
        List<String> all = new ArrayList<>(List.of(
                "policy.path=../../deploy/models/reason",
                "method.rearl.revise.model=../../deploy/models/reason-reflection",
                "method.rearl.reflectionReward.threshold=40"));
        all.addAll(List.of(set));
        MillraceConfig config = ConfigReader.read(Repository.path("deploy/conf/rea-rl.yaml"), all);
        return ConfiguredParts.of(config, POLICY);
    }

    private static SampledGroup group(Tokenizer tokenizer, String response) {
        Prompt prompt = Samples.prompt("C=3;D=C+4;D?", "reason");
        return new SampledGroup(
                Samples.visit(prompt),
                tokenizer.prompt(prompt.messages()),
                List.of(Samples.response(
                        0, FinishReason.STOP, tokenizer.encode(response).ids())));
    }

    /** Answers 7, and detects the result in every paragraph. */
    private static AnsweringEngine answering(Tokenizer tokenizer) {
        return new AnsweringEngine(request -> tokenizer.encode("7"), ConfiguredReviseTest::reached);
    }

    private static List<float[][]> reached(ScoringRequest request) {
        return request.texts().stream()
                .map(text ->
                        text.places().stream().map(place -> new float[] {-9, 0}).toArray(float[][]::new))
                .toList();
    }

    @Test
    void nothingIsRevisedUnlessTheMethodAndItsPartAreOn() {
        AnsweringEngine engine = answering(parts().tokenizer());
        assertThat(parts("method.rearl.enabled=false").reviser(engine)).isEmpty();
        assertThat(parts("method.rearl.revise.enabled=false").reviser(engine)).isEmpty();
    }

    @Test
    void aSeparateModelJudgesInItsOwnContextAndIsClosedWithoutThePolicysEngine() {
        ConfiguredParts parts = parts("sampling.maxTokens=16", "policy.contextTokens=24");
        Tokenizer tokenizer = parts.tokenizer();
        SampledGroup group = group(tokenizer, THOUGHT);
        AnsweringEngine engine = answering(tokenizer);
        RevisedGroup revised;
        try (Reviser revise = parts.reviser(engine).orElseThrow()) {
            revised = revise.apply(group).join();
        }
        assertThat(group.responses().get(0).length()).isGreaterThan(24);
        assertThat(revised.failed()).as("%s", revised.failure()).isZero();
        assertThat(engine.scored()).isEmpty();
        assertThat(engine.requests())
                .allSatisfy(request -> assertThat(request.sampling().maxTokens())
                        .as("method.rearl.revise.answerTokens")
                        .isEqualTo(4));
        assertThat(engine.closed()).isFalse();
    }

    @Test
    void withoutAModelThePolicyJudgesItself() {
        ConfiguredParts parts = parts(
                "method.rearl.revise.model=''",
                "method.rearl.revise.template='{question}{thinking}'",
                "method.rearl.revise.think=wait",
                "method.rearl.revise.result='</think>'");
        Tokenizer tokenizer = parts.tokenizer();
        AnsweringEngine engine = answering(tokenizer);
        try (Reviser revise = parts.reviser(engine).orElseThrow()) {
            Response revision = revise.apply(group(tokenizer, THOUGHT))
                    .join()
                    .group()
                    .responses()
                    .get(1);
            assertThat(revision.origin()).isEqualTo(Origin.REVISED);
            assertThat(tokenizer.decode(revision.tokens()))
                    .isEqualTo("<think>\nC=3;D=C+4=7.\n\nwait C=3;D=C+4=7.\n</think>\n\n7");
        }
        assertThat(engine.scored()).hasSize(1);
        assertThat(engine.closed()).isFalse();
    }

    /** The figures for truncated thinking in src/RATIONALE.md. */
    @Test
    void truncatedThinkingIsOftenAnsweredCorrectly() {
        ConfiguredParts parts = parts("sampling.maxTokens=64", "data.train.prompts=200");
        int cutOff = 0;
        int right = 0;
        int hopeless = 0;
        int saved = 0;
        for (GradedGroup group : revised(parts)) {
            int size = group.responses().size() / 2;
            List<GradedResponse> originals = group.responses().subList(0, size);
            boolean helped = false;
            for (int i = 0; i < size; i++) {
                if (originals.get(i).response().finish() == FinishReason.LENGTH) {
                    boolean answered = group.responses().get(size + i).correct();
                    cutOff++;
                    right += answered ? 1 : 0;
                    helped |= answered;
                }
            }
            if (originals.stream().noneMatch(GradedResponse::correct)) {
                hopeless++;
                saved += helped ? 1 : 0;
            }
        }
        System.out.printf(
                "revisions: %d of %d truncated responses are correct, in %d of %d groups that were all incorrect%n",
                right, cutOff, saved, hopeless);
        assertThat((double) right / cutOff).as("%d of %d", right, cutOff).isGreaterThan(0.3);
    }

    private static List<GradedGroup> revised(ConfiguredParts parts) {
        Tokenizer tokenizer = parts.tokenizer();
        Dataset prompts = parts.prompts();
        SamplingPlan sampling = parts.sampling(tokenizer);
        int size = parts.config().sampling().groupSize();
        Grade grade = parts.grade();
        List<CompletableFuture<RevisedGroup>> asked = new ArrayList<>();
        try (PolicyEngine engine = parts.engine();
                Reviser revise = parts.reviser(engine).orElseThrow()) {
            for (long i = 0; i < prompts.size(); i++) {
                Prompt prompt = prompts.get(i);
                TokenIds tokens = tokenizer.prompt(prompt.messages());
                asked.add(engine.sample(
                                new SamplingRequest(prompt.queryId(), 0, prompt.kind(), tokens, size, sampling.at(0)))
                        .thenCompose(
                                responses -> revise.apply(new SampledGroup(Samples.visit(prompt), tokens, responses))));
            }
            return asked.stream()
                    .map(group -> grade.apply(group.join().group()))
                    .toList();
        }
    }
}
