package io.millrace.testkit.hash;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.advantage.Advantages;
import io.millrace.advantage.Grpo;
import io.millrace.assembly.Parts;
import io.millrace.batch.RoundAssembler;
import io.millrace.curriculum.CurriculumConfig;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.FieldMapping;
import io.millrace.dataset.InMemoryDataset;
import io.millrace.dataset.PromptRecords;
import io.millrace.learner.Learner;
import io.millrace.method.Reviser;
import io.millrace.model.ChatMessage;
import io.millrace.model.FinishReason;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.pipeline.Compose;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.Remember;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingPlan;
import io.millrace.task.Tasks;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A complete system that reveals every difference: if any stage sees another weight, token, order or number, the final weights
 * differ.
 *
 * @param ordinary prompts that can be sampled
 * @param tooLong prompts that do not fit
 * @param broken prompts on which the engine fails
 * @param maxStaleness maximum number of optimizer steps between sampling and training
 * @param methods the methods that are on
 * @param prefers whether a curriculum prefers prompts by pass rate; most pass rates are soon too high or too low
 * @param judge address of a remote verifier; empty for a local one
 * @param servers servers of vLLM's dialect to sample on; empty for {@link HashEngine}
 * @param acts whether responses have several turns in {@link HashRooms}
 */
public record HashParts(
        int ordinary,
        int tooLong,
        int broken,
        int maxStaleness,
        HashMethods methods,
        boolean prefers,
        String judge,
        HashServers servers,
        boolean acts)
        implements Parts {
    private static final CurriculumConfig CURRICULUM = new CurriculumConfig(true, 0.25, 0.4, 0.6, 0.5);

    /** Without methods. */
    public HashParts(int ordinary, int tooLong, int broken, int maxStaleness) {
        this(ordinary, tooLong, broken, maxStaleness, HashMethods.NONE);
    }

    /** Without a curriculum, and with a local verifier. */
    public HashParts(int ordinary, int tooLong, int broken, int maxStaleness, HashMethods methods) {
        this(ordinary, tooLong, broken, maxStaleness, methods, false, "", HashServers.NONE, false);
    }

    /** These parts with a curriculum. */
    public HashParts withCurriculum() {
        return new HashParts(ordinary, tooLong, broken, maxStaleness, methods, true, judge, servers, acts);
    }

    /** These parts with a remote verifier. */
    public HashParts judgedAt(String url) {
        return new HashParts(ordinary, tooLong, broken, maxStaleness, methods, prefers, url, servers, acts);
    }

    /** These parts with an engine over servers, which sample otherwise than {@link HashEngine}. */
    public HashParts sampledOn(HashServers other) {
        return new HashParts(ordinary, tooLong, broken, maxStaleness, methods, prefers, judge, other, acts);
    }

    /** These parts with responses of several turns. */
    public HashParts acting() {
        return new HashParts(ordinary, tooLong, broken, maxStaleness, methods, prefers, judge, servers, true);
    }

    @Override
    public Dataset prompts() {
        List<Prompt> all = new ArrayList<>();
        add(all, "query ", ordinary);
        add(all, HashEngine.TOO_LONG, tooLong);
        add(all, HashEngine.BROKEN, broken);
        return new InMemoryDataset("hash", all);
    }

    @Override
    public PromptRecords promptRecords() {
        return new PromptRecords(FieldMapping.AUTOMATIC, "hash", tasks());
    }

    @Override
    public Optional<CurriculumConfig> curriculum() {
        return prefers ? Optional.of(CURRICULUM) : Optional.empty();
    }

    private static void add(List<Prompt> all, String name, int count) {
        for (int i = 0; i < count; i++) {
            all.add(new Prompt(
                    name + i, List.of(ChatMessage.user("prompt " + i)), List.of(), "test", "hash", PromptKind.PLAIN));
        }
    }

    @Override
    public Tokenizer tokenizer() {
        return new LetterTokenizer();
    }

    @Override
    public SamplingPlan sampling(Tokenizer tokenizer) {
        return SamplingPlan.constant(new Sampling(1, 1, 0, acts ? 4 * HashRooms.MOST : 4, tokenizer.stopIds(), 1));
    }

    @Override
    public PolicyEngine engine() {
        if (acts) {
            return HashRooms.around(new HashEngine(FinishReason.STOP));
        }
        return servers.urls().isEmpty() ? new HashEngine() : servers.open(tokenizer());
    }

    @Override
    public Optional<Reviser> reviser(PolicyEngine engine) {
        return methods.revise(engine, sampling(tokenizer()).full());
    }

    @Override
    public Grade grade(Map<String, Double> measured) {
        return new Grade(tokenizer(), tasks(), List.of(), List.of(), methods.grading(), List.of());
    }

    private Tasks tasks() {
        return judge.isEmpty() ? Tasks.of(new HashTask()) : HashTask.remote(judge);
    }

    @Override
    public Remember remember() {
        return methods.remember(tokenizer(), tasks());
    }

    @Override
    public Compose compose() {
        return methods.compose(assembler(), tokenizer());
    }

    @Override
    public RoundAssembler assembler() {
        return new RoundAssembler(
                Advantages.of(new AdvantageConfig(new Grpo(), 1e-6, AdvantageConfig.Credit.RESPONSE, 1)), maxStaleness);
    }

    @Override
    public Learner learner() {
        return methods.any() ? HashLearner.recording() : new HashLearner();
    }
}
