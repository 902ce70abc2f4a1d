package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.policy.EngineCapabilities;
import io.millrace.token.ChatConfig;
import io.millrace.trace.TraceConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The policy and the engine that samples from it.
 *
 * @param path Hugging Face folder that the run starts from: config.json, tokenizer and, unless initialised at random, weights
 * @param engine engine: {@code djl} is embedded and uses libtorch; {@code vllm}, {@code sglang} and {@code llamacpp} sample on
 *     servers, the last without training; {@code trace} replays recorded responses and {@code uniform} draws random tokens, both
 *     without training
 * @param trace recorded responses
 * @param servers the servers of the engines {@code vllm}, {@code sglang} and {@code llamacpp}
 * @param device device of the embedded engine and learner: {@code cpu}; {@code cuda}, the GPU that Flink has assigned to the
 *     TaskManager, or else the first; or {@code cuda:N}
 * @param batching when requests may join running ones: between decode steps, or only after a whole group is finished
 * @param maxRows maximum number of responses decoded at once, at least 1
 * @param threads CPU threads of one call into the engine's library, at least 0; sampling and training each make such calls. 0
 *     chooses by mode: strictly on-policy, where sampling and training take turns, all processors divided by stream.parallelism;
 *     else 1
 * @param contextTokens maximum length of prompt and response together, in tokens; 0 takes the model's own limit
 * @param timeout maximum time for one group; a group that takes longer fails
 * @param gap the gap between sampler and learner
 * @param init random weights
 * @param chat conversion of conversations to prompts
 */
public record PolicyConfig(
        Path path,
        EngineKind engine,
        TraceConfig trace,
        ServersConfig servers,
        String device,
        Batching batching,
        int maxRows,
        int threads,
        int contextTokens,
        Duration timeout,
        GapConfig gap,
        InitConfig init,
        ChatConfig chat) {
    private static final Pattern DEVICE = Pattern.compile("cpu|cuda(:\\d{1,4})?");

    /** When requests join. */
    public enum Batching {
        CONTINUOUS,
        GROUP
    }

    public PolicyConfig {
        requireNonNull(path, "path");
        requireNonNull(engine, "engine");
        requireNonNull(trace, "trace");
        requireNonNull(servers, "servers");
        requireNonNull(device, "device");
        requireNonNull(batching, "batching");
        requireNonNull(gap, "gap");
        requireNonNull(init, "init");
        requireNonNull(chat, "chat");
        OptionRules rules = new OptionRules("policy");
        rules.that(
                DEVICE.matcher(device).matches(),
                "device",
                "must be cpu, cuda or cuda:N with a GPU's index N, was '%s'",
                device);
        rules.that(maxRows >= 1, "maxRows", "must be >= 1, was %d", maxRows);
        rules.that(threads >= 0, "threads", "must be >= 0, was %d", threads);
        rules.that(contextTokens >= 0, "contextTokens", "must be >= 0, was %d", contextTokens);
        rules.that(timeout.toMillis() > 0, "timeout", "must be > 0 s, was %s", Durations.format(timeout));
        rules.done();
    }

    /** Maximum length of prompt and response together, in tokens, regardless of the model's own limit. */
    public int contextLimit() {
        return contextTokens == 0 ? Integer.MAX_VALUE : contextTokens;
    }

    /** Capabilities of its engine. */
    public EngineCapabilities capabilities() {
        return engine.capabilities();
    }
}
