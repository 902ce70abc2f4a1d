package io.millrace.pretrain;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.config.MillraceConfig;
import io.millrace.config.ModelShape;
import io.millrace.config.PretrainConfig;
import io.millrace.dataset.DatasetConfig;
import io.millrace.file.Folders;
import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.json.JsonMappers;
import io.millrace.learner.OptimizerConfig;
import io.millrace.learner.SupervisedExample;
import io.millrace.method.Method;
import io.millrace.method.ModelExamples;
import io.millrace.method.PracticePrompts;
import io.millrace.method.PretrainContext;
import io.millrace.model.Prompt;
import io.millrace.model.TokenIds;
import io.millrace.model.TokenRange;
import io.millrace.task.Demonstration;
import io.millrace.task.PromptGenerator;
import io.millrace.token.CharacterTokenizer;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import io.millrace.token.json.ByteVocabulary;
import io.millrace.token.json.SymbolVocabulary;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.Weights;
import io.millrace.torch.learn.SupervisedConfig;
import io.millrace.torch.learn.SupervisedListener;
import io.millrace.torch.learn.SupervisedTrainer;
import io.millrace.trace.TraceConfig;
import io.millrace.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Trains a small policy from scratch: a Llama with one token per character or symbol, trained on a built-in task's
 * solutions; or with one token per byte, trained on the responses of a file.
 *
 * <p>The solutions are for training prompts only, and some are incorrect on purpose, so that reinforcement learning can
 * still improve the policy. The same configuration gives the same policy.
 */
public final class Pretraining {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.98;
    /** Maximum number of solutions for the mean length. */
    private static final int MEASURED = 1000;

    private final MillraceConfig config;
    private final Optional<PromptGenerator> generator;

    /** @throws IllegalArgumentException if the training data are neither a file nor one task that generates prompts */
    public Pretraining(MillraceConfig config) {
        this.config = requireNonNull(config, "config");
        Require.that(
                config.data().train().sources().isEmpty(),
                "pretrain: data.train.sources must be empty, since a policy is pretrained on one task, were %d",
                config.data().train().sources().size());
        if (!config.data().train().path().isBlank()) {
            Require.that(!reflects(), "pretrain: kind must be policy with data.train.path, was reflection");
            generator = Optional.empty();
            return;
        }
        String name = config.data().train().parts().get(0).task();
        generator = config.tasks().generator(name);
        Require.that(
                generator.isPresent(),
                "pretrain: data.train.task must be one that generates prompts, was %s; or name a file of prompts and responses as data.train.path",
                name);
    }

    private PromptGenerator task() {
        return generator.orElseThrow();
    }

    /**
     * Trains and writes the policy.
     *
     * @param out the Hugging Face folder; must not exist
     */
    public void run(Path out, SupervisedListener listener) throws IOException {
        Require.that(!Files.exists(out), "pretrain: %s already exists: remove it or choose another with --out", out);
        EngineRuntime.useThreads(Math.max(1, config.policy().threads()));
        PretrainConfig pretrain = config.pretrain();
        Path like = Folders.temporary("millrace-pretrain");
        try {
            Tokenizer tokenizer = writeTokenizer(like);
            if (generator.isPresent()) {
                train(like, out, meanTarget(tokenizer), examples(tokenizer), listener);
                return;
            }
            try (RecordedExamples examples =
                    new RecordedExamples(recorded(), tokenizer, pretrain.model().contextTokens())) {
                listener.onStart(examples.summary());
                train(like, out, examples.meanTarget(), examples.examples(pretrain.seed()), listener);
            }
        } finally {
            Folders.delete(like);
        }
    }

    private void train(
            Path like, Path out, double meanTarget, Iterator<SupervisedExample> examples, SupervisedListener listener)
            throws IOException {
        Weights weights =
                Weights.random(ModelConfig.read(like), config.pretrain().seed());
        try (SupervisedTrainer trainer =
                SupervisedTrainer.of(weights, like, supervised(meanTarget), System::nanoTime)) {
            trainer.train(examples, config.pretrain().steps(), listener);
            Path folder = out.toAbsolutePath();
            Files.createDirectories(folder.getParent());
            trainer.export(folder, FloatType.BF16);
        }
    }

    /** Reads the file of prompts and responses. */
    private TraceFile recorded() {
        DatasetConfig data = config.data().train();
        return TraceFile.open(
                new TraceConfig(
                        data.path(), data.fields(), config.policy().trace().responses()),
                data.task());
    }

    private boolean reflects() {
        return config.pretrain().kind() == PretrainConfig.Kind.REFLECTION;
    }

    /**
     * One token per byte for arbitrary text; for a task, one per character if that suffices, otherwise one per symbol.
     */
    private Tokenizer writeTokenizer(Path folder) throws IOException {
        ModelShape shape = config.pretrain().model();
        if (generator.isEmpty()) {
            ByteVocabulary bytes = new ByteVocabulary(
                    config.thinking().open(), config.thinking().close());
            writeConfig(folder, shape, bytes.size(), ByteVocabulary.END, ByteVocabulary.PADDING);
            bytes.write(folder, shape.contextTokens());
            return Tokenizers.load(folder);
        }
        PromptGenerator task = task();
        List<String> symbols = new ArrayList<>(task.symbols());
        if (reflects()) {
            config.methods().forEach(method -> symbols.addAll(method.modelSymbols()));
        }
        if (symbols.stream().allMatch(symbol -> symbol.codePointCount(0, symbol.length()) == 1)) {
            CharacterTokenizer characters = CharacterTokenizer.of(String.join("", symbols));
            writeConfig(folder, shape, characters.vocabulary(), 1, 2);
            characters.write(folder, shape.contextTokens());
        } else {
            SymbolVocabulary vocabulary = new SymbolVocabulary(symbols);
            writeConfig(folder, shape, vocabulary.size(), 1, 2);
            vocabulary.write(folder, shape.contextTokens());
        }
        return Tokenizers.load(folder);
    }

    private SupervisedConfig supervised(double meanTarget) {
        PretrainConfig pretrain = config.pretrain();
        OptimizerConfig optimizer = new OptimizerConfig(
                pretrain.rate(),
                OptimizerConfig.Schedule.COSINE,
                Math.min(20, pretrain.steps() / 5),
                Math.max(1, pretrain.steps()),
                0.05,
                BETA1,
                BETA2,
                1e-8,
                0.01,
                1,
                config.optimizer().microBatchTokens());
        return new SupervisedConfig(optimizer, pretrain.batch(), pretrain.batch() * meanTarget);
    }

    /** Mean length of a solution in tokens, stop token included. */
    private double meanTarget(Tokenizer tokenizer) {
        return prompts().stream()
                .limit(MEASURED)
                .map(prompt -> task().solution(prompt, 0, new SplittableRandom(0)))
                .mapToInt(solution -> tokenizer.encode(solution).size() + 1)
                .average()
                .orElseThrow();
    }

    private List<Prompt> prompts() {
        return task().prompts(
                        PromptGenerator.Part.TRAIN,
                        config.data().train().prompts(),
                        config.data().train().seed());
    }

    /** An endless stream of solutions: every prompt in turn, each time with different noise. */
    private Iterator<SupervisedExample> examples(Tokenizer tokenizer) {
        PretrainConfig pretrain = config.pretrain();
        SplittableRandom random = new SplittableRandom(pretrain.seed());
        List<Prompt> prompts = prompts();
        PretrainContext context =
                new PretrainContext(task(), tokenizer, config.thinking(), pretrain.noise(), pretrain.seed());
        if (reflects()) {
            ModelExamples examples =
                    first(method -> method.modelExamples(context), "kind must be policy, because no method");
            return Stream.generate(() -> examples.of(prompts.get(random.nextInt(prompts.size())), random))
                    .iterator();
        }
        Optional<PracticePrompts> practice = pretrain.reflections() == 0
                ? Optional.empty()
                : Optional.of(
                        first(method -> method.practicePrompts(context), "reflections must be 0, because no method"));
        return Stream.generate(() -> {
                    Prompt prompt = prompts.get(random.nextInt(prompts.size()));
                    boolean practised = practice.isPresent() && random.nextDouble() < pretrain.reflections();
                    double noise = practised ? practice.get().noise(pretrain.noise()) : pretrain.noise();
                    Prompt asked = practised ? practice.get().of(prompt, random) : prompt;
                    return example(tokenizer, asked, task().demonstration(prompt, noise, random));
                })
                .iterator();
    }

    private <L> L first(Function<Method, Optional<L>> examples, String rule) {
        return config.methods().stream()
                .flatMap(method -> examples.apply(method).stream())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("pretrain: %s provides examples for it".formatted(rule)));
    }

    private SupervisedExample example(Tokenizer tokenizer, Prompt asked, Demonstration demonstration) {
        TokenIds prompt = joined(
                tokenizer.prompt(asked.messages()).ids(),
                tokenizer.encode(demonstration.opening()).ids());
        int[] response = tokenizer.encode(demonstration.response()).ids();
        if (!demonstration.ends()) {
            int limit = Math.min(config.sampling().maxTokens(), response.length);
            return SupervisedExample.of(prompt, new TokenIds(Arrays.copyOf(response, limit)), 1);
        }
        TokenIds target = joined(response, tokenizer.stopIds().get(0));
        float[] weights = new float[target.size()];
        Arrays.fill(weights, 1);
        if (response.length > 0) {
            weights[response.length - 1] = (float) demonstration.answerWeight();
        }
        for (TokenRange observation : demonstration.observations()) {
            TokenIds tokens = new TokenIds(response);
            Arrays.fill(
                    weights,
                    tokenizer.tokensBefore(tokens, observation.from()),
                    tokenizer.tokensBefore(tokens, observation.to()),
                    0);
        }
        return new SupervisedExample(prompt, target, weights);
    }

    private static TokenIds joined(int[] first, int... second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return new TokenIds(all);
    }

    private static void writeConfig(Path folder, ModelShape shape, int vocabulary, int end, int padding)
            throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("architectures", List.of("LlamaForCausalLM"));
        json.put("model_type", "llama");
        json.put("hidden_act", "silu");
        json.put("hidden_size", shape.hidden());
        json.put("intermediate_size", shape.intermediate());
        json.put("num_hidden_layers", shape.layers());
        json.put("num_attention_heads", shape.heads());
        json.put("num_key_value_heads", shape.kvHeads());
        json.put("max_position_embeddings", shape.contextTokens());
        json.put("vocab_size", vocabulary);
        json.put("rms_norm_eps", 1e-6);
        json.put("rope_theta", 10000.0);
        json.put("tie_word_embeddings", false);
        json.put("initializer_range", 0.02);
        json.put("eos_token_id", end);
        json.put("pad_token_id", padding);
        json.put("torch_dtype", "bfloat16");
        JsonMappers.plain()
                .writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve("config.json").toFile(), json);
    }
}
