package io.millrace.jobs.start;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PolicyConfig;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.PromptStreamConfig;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.Digests;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.model.Prompt;
import io.millrace.ordered.OrderedMap;
import io.millrace.token.ChatConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The properties that must stay the same for a run to be resumed: if one changed, the run's positions, numbers or
 * weights would change their meaning.
 *
 * @param layout the layout of the folder and the state, from 1
 * @param model SHA-256 of the starting policy's config.json, if there is one; also if responses are replayed
 * @param tokenizer SHA-256 of the starting policy's tokenizer files
 * @param weights SHA-256 of the starting policy's weight files, or the seed of random weights
 * @param chat settings that render conversations as prompts: template, thinking and date
 * @param trace SHA-256 of the recorded responses; empty if a policy samples
 * @param prompts SHA-256 of the training prompts in order: id, conversation, truths and task; the address of their
 *     channel if they arrive in one
 * @param mixing name, size and weight of each source; empty if every prompt is visited equally often
 * @param seed the seed of the run
 * @param groups visits per step
 * @param shards number of shards of a step
 * @param temperature sampling temperature of the log-probs in memory
 * @param split whether rollout and learner are separate jobs
 * @param channels configured addresses of channels by option; the others are in the run's folder
 */
public record RunIdentity(
        int layout,
        String model,
        String tokenizer,
        String weights,
        String chat,
        String trace,
        String prompts,
        String mixing,
        long seed,
        int groups,
        int shards,
        double temperature,
        boolean split,
        Map<String, String> channels) {
    /**
     * Version of this build's layout of a run's folder and state; incremented when runs of earlier builds can no longer
     * be resumed.
     */
    private static final int LAYOUT = 1;

    private static final String OWN_FOLDER = "in the run's folder";

    private static final JsonMapper JSON = JsonMappers.plain();

    public RunIdentity {
        requireNonNull(model, "model");
        requireNonNull(tokenizer, "tokenizer");
        requireNonNull(weights, "weights");
        requireNonNull(chat, "chat");
        requireNonNull(trace, "trace");
        requireNonNull(prompts, "prompts");
        requireNonNull(mixing, "mixing");
        channels = OrderedMap.copyOf(channels);
    }

    /** @param split whether rollout and learner are separate jobs */
    public static RunIdentity of(MillraceConfig config, StartingPolicy policy, Dataset prompts, boolean split) {
        try {
            return new RunIdentity(
                    LAYOUT,
                    policy.config(),
                    policy.tokenizer(),
                    policy.weights(),
                    chat(config.policy().chat()),
                    trace(config.policy()),
                    prompts(config.data().stream(), prompts),
                    mixing(prompts),
                    config.run().seed(),
                    config.batch().groups(),
                    config.batch().shards(),
                    config.sampling().temperature(),
                    split,
                    channels(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(Path file) throws IOException {
        SmallFile.replace(file, JSON.writeValueAsBytes(this));
    }

    /** @throws RefusedException if the folder has no readable record of the run's start */
    public static RunIdentity read(RunFolder folder) {
        try {
            return JsonFile.read(folder.identity(), RunIdentity.class);
        } catch (IOException e) {
            throw new RefusedException(
                    "run %s: run.json does not describe how the run was started (%s): start a"
                                    .formatted(folder.root(), e)
                            + " new run with --out",
                    e);
        }
    }

    /** @throws RefusedException naming the first property that differs from the run's start */
    public void mustMatch(RunIdentity started, RunFolder folder) {
        mustContinue(started, folder);
        TreeSet<String> options = new TreeSet<>(started.channels.keySet());
        options.addAll(channels.keySet());
        for (String option : options) {
            same(
                    folder,
                    "the place of %s".formatted(option),
                    started.channels.getOrDefault(option, OWN_FOLDER),
                    channels.getOrDefault(option, OWN_FOLDER),
                    "channels." + option);
        }
    }

    /**
     * Ensures that a run can continue from the state of another one, in channels of its own.
     *
     * @throws RefusedException naming the first property that differs
     */
    public void mustContinue(RunIdentity started, RunFolder folder) {
        if (started.layout != layout) {
            throw new RefusedException(
                    "run %s: must have layout %d to be resumed by this build, had layout %d: its files and state have another"
                                    .formatted(folder.root(), layout, started.layout)
                            + " format; finish it with the build that started it, or start a new run with --out");
        }
        started.mustHaveJobs(split, folder);
        same(folder, "the policy's config.json", started.model, model, "policy.path");
        same(folder, "the policy's tokenizer", started.tokenizer, tokenizer, "policy.path");
        same(folder, "the policy's weights", started.weights, weights, "policy.path and policy.init");
        same(
                folder,
                "the chat template, thinking and date",
                started.chat,
                chat,
                "policy.chat.template, policy.chat.thinking and policy.chat.date");
        same(folder, "the recorded responses", started.trace, trace, "policy.engine and policy.trace.path");
        same(folder, "the training prompts", started.prompts, prompts, "data.train");
        same(folder, "the mixing", started.mixing, mixing, "data.train.sources");
        same(folder, "the seed", String.valueOf(started.seed), String.valueOf(seed), "run.seed");
        same(folder, "the batch", String.valueOf(started.groups), String.valueOf(groups), "batch.groups");
        same(folder, "the shards", String.valueOf(started.shards), String.valueOf(shards), "batch.shards");
        same(
                folder,
                "the sampling temperature",
                String.valueOf(started.temperature),
                String.valueOf(temperature),
                "sampling.temperature");
    }

    /**
     * Ensures that a run of one job is not resumed as two, and vice versa: the state of one is not that of the other.
     *
     * @param two whether rollout and learner are separate jobs now
     * @throws RefusedException if this was different at the run's start
     */
    void mustHaveJobs(boolean two, RunFolder folder) {
        if (two != split) {
            throw new RefusedException(
                    split
                            ? "run %s: was started as two jobs and cannot be resumed as one: resume its halves with --only rollout and --only learner, or start a new run with --out"
                                    .formatted(folder.root())
                            : "run %s: was started as one job and cannot be resumed as two: resume it without --only, or start a new run with --out"
                                    .formatted(folder.root()));
        }
    }

    private static void same(RunFolder folder, String what, String was, String is, String key) {
        if (!was.equals(is)) {
            throw new RefusedException("run %s: %s must still be %s to be resumed, was %s: give %s its old"
                            .formatted(folder.root(), what, shortened(was), shortened(is), key)
                    + " value, or start a new run with --out");
        }
    }

    private static Map<String, String> channels(MillraceConfig config) {
        Map<String, String> configured = new LinkedHashMap<>(config.channels().addresses());
        configured.values().removeIf(String::isEmpty);
        return configured;
    }

    private static String shortened(String value) {
        return value.matches("[0-9a-f]{64}") ? value.substring(0, 12) : value;
    }

    private static String chat(ChatConfig chat) {
        return "%s %s %s".formatted(written(chat.template()), written(chat.thinking()), chat.date());
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String trace(PolicyConfig policy) {
        if (!policy.capabilities().replays()) {
            return "";
        }
        Path file = Path.of(policy.trace().path());
        try {
            return Digests.of(file);
        } catch (IOException e) {
            throw new RefusedException("policy.trace.path %s: must be a readable file: %s".formatted(file, e), e);
        }
    }

    private static String mixing(Dataset prompts) {
        return prompts.shares().stream()
                .map(share -> "%s:%d:%s".formatted(share.source(), share.prompts(), share.weight()))
                .collect(Collectors.joining(","));
    }

    private static String prompts(PromptStreamConfig stream, Dataset prompts) {
        return stream.enabled() ? "%s, %d visits each".formatted(stream.from(), stream.visits()) : digest(prompts);
    }

    private static String digest(Dataset prompts) {
        StringBuilder all = new StringBuilder();
        for (long i = 0; i < prompts.size(); i++) {
            Prompt prompt = prompts.get(i);
            all.append(prompt.queryId()).append('\n').append(prompt.messages()).append('\n');
            all.append(prompt.truths().size())
                    .append(prompt.truths())
                    .append('\n')
                    .append(prompt.task())
                    .append('\n');
        }
        return Digests.of(all.toString());
    }
}
