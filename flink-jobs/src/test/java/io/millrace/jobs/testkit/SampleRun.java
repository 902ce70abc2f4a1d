package io.millrace.jobs.testkit;

import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.Envelope;
import io.millrace.codec.EpisodeJson;
import io.millrace.codec.LedgerJson;
import io.millrace.codec.ScoreJson;
import io.millrace.codec.StepJson;
import io.millrace.codec.WindowJson;
import io.millrace.episode.EndRecord;
import io.millrace.episode.GroupRecord;
import io.millrace.episode.ResponseRecord;
import io.millrace.episode.ScoreRecord;
import io.millrace.model.ChatMessage;
import io.millrace.model.Collapse;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LedgerLine;
import io.millrace.model.LogProbs;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.model.VisitEnd;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.ordered.OrderedMap;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import io.millrace.window.Count;
import io.millrace.window.ResponseId;
import io.millrace.window.SeriesKey;
import io.millrace.window.WindowKey;
import io.millrace.window.WindowPart;
import io.millrace.window.WindowStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Writes the folder of a run as a job would, with generated responses: for the readers of runs. */
public final class SampleRun {
    /** Responses in each group. */
    public static final int GROUP = 8;

    /** Groups in each step. */
    public static final int GROUPS = 4;

    private static final long START = 1_796_036_400_000L;
    private static final long STEP_MILLIS = 2_500;
    private static final int QUERIES = 40;
    private static final int SHORT = 1000;

    private final Path root;
    private final Random random;
    private final String text;
    private final Tokenizer tokenizer = Tokenizers.load(Path.of("../deploy/models/bytes"));
    private final Map<WindowKey, WindowStatistics> windows = new TreeMap<>();
    private final Map<String, Integer> visits = new TreeMap<>();
    private final List<String> episodes = new ArrayList<>();
    private final List<String> scores = new ArrayList<>();
    private final List<String> ledger = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private boolean written;

    private SampleRun(Path root, long seed, String text) {
        this.root = root;
        this.random = new Random(seed);
        this.text = text;
    }

    /**
     * Writes a run.
     *
     * @param root folder of the run, which must not exist
     * @param steps number of optimizer steps
     * @param text text that every response contains; the first one only, if it is long
     */
    public static Path write(Path root, long seed, int steps, String text) throws IOException {
        SampleRun run = new SampleRun(root, seed, text);
        Files.createDirectories(root);
        Files.writeString(
                root.resolve("config.yaml"),
                "run: {name: sample, steps: %d}\npolicy: {path: %s}\nthinking: {open: <think>, close: </think>}\n"
                        .formatted(
                                steps,
                                Path.of("../deploy/models/bytes")
                                        .toAbsolutePath()
                                        .normalize()));
        for (int step = 0; step < steps; step++) {
            run.step(step, (double) step / steps);
        }
        run.publish();
        Files.writeString(root.resolve("report.json"), "{}");
        return root;
    }

    private String name() {
        return String.valueOf(root.getFileName());
    }

    private void step(int step, double progress) {
        double reward = 0;
        double correct = 0;
        double tokens = 0;
        List<ScoreRecord.Row> rows = new ArrayList<>();
        for (int g = 0; g < GROUPS; g++) {
            GroupRecord group = group(step, g, progress);
            episodes.add(EpisodeJson.write(group, name()));
            count(group, step);
            end(group, step);
            for (ResponseRecord one : group.responses()) {
                reward += one.reward();
                correct += one.verdict().correct() ? 1 : 0;
                tokens += one.length();
                float[] learner = one.logProbs().values().clone();
                double gap = 0;
                for (int i = 0; i < learner.length; i++) {
                    float change = (float) (0.02 * random.nextGaussian());
                    learner[i] = Math.min(0, learner[i] + change);
                    gap += Math.abs(change);
                }
                rows.add(new ScoreRecord.Row(
                        group.query(),
                        group.visit(),
                        group.promptLength(),
                        one.sample(),
                        one.logProb(),
                        gap / learner.length,
                        learner));
            }
        }
        PolicySteps policy = new PolicySteps(step, step);
        Envelope envelope = new Envelope(name(), time(step), policy);
        scores.add(ScoreJson.write(
                new ScoreRecord("0/" + step, time(step), policy, Minibatch.Kind.PLAIN, step + 1L, rows), name()));
        double n = GROUP * GROUPS;
        steps.add(StepJson.write(
                OrderedMap.ofEntries(
                        Map.entry("learner_step", step + 1.0),
                        Map.entry("updates", step + 1.0),
                        Map.entry("reward", reward / n),
                        Map.entry("accuracy", correct / n),
                        Map.entry("response_tokens", tokens / n),
                        Map.entry("entropy", 0.6 - 0.3 * progress),
                        Map.entry("zero_advantage", 0.2 + 0.2 * progress),
                        Map.entry("groups", (double) GROUPS),
                        Map.entry("responses", n),
                        Map.entry("ungraded", 0.0),
                        Map.entry("loss", random.nextGaussian() / 20),
                        Map.entry("log_prob_gap", 0.02),
                        Map.entry("train_tokens", tokens),
                        Map.entry("train_seconds", 0.5)),
                envelope));
    }

    private static long time(int step) {
        return START + step * STEP_MILLIS;
    }

    private GroupRecord group(int step, int g, double progress) {
        int number = random.nextInt(QUERIES);
        String source = number % 3 == 0 ? "geometry" : "sums";
        String query = source + "/" + number;
        long visit = visits.merge(query, 1, Integer::sum) - 1;
        double skill = 0.15 + 0.6 * progress + 0.3 * (number % 5) / 5;
        List<ResponseRecord> responses = new ArrayList<>();
        for (int i = 0; i < GROUP; i++) {
            responses.add(response(i, step, skill, progress));
        }
        boolean all = responses.stream().allMatch(one -> one.verdict().correct());
        boolean none = responses.stream().noneMatch(one -> one.verdict().correct());
        if (none && visit > 0) {
            ResponseRecord replay = response(GROUP, step, 2, progress);
            responses.add(new ResponseRecord(
                    GROUP,
                    Origin.REPLAYED,
                    Optional.of(new ResponseRecord.ReplaySource(visit - 1, 3, Math.max(0, step - 5))),
                    PromptKind.PLAIN,
                    replay.verdict(),
                    replay.rewards(),
                    replay.finish(),
                    replay.length(),
                    replay.mode(),
                    replay.entropy(),
                    replay.logProb(),
                    replay.spans(),
                    replay.turns(),
                    replay.tokens(),
                    replay.logProbs(),
                    replay.entropies()));
        }
        Prompt prompt = new Prompt(
                query,
                List.of(ChatMessage.user("A=%d;B=A+%d;B?".formatted(number, number % 7))),
                List.of(String.valueOf(number + number % 7)),
                source,
                "reason",
                PromptKind.PLAIN);
        return new GroupRecord(
                new PromptVisit(prompt, visit, "prompts", (long) step * GROUPS + g, time(step)),
                new PolicySteps(step, step),
                tokenizer.encode("A=%d;B=A+%d;B?".formatted(number, number % 7)).size(),
                tokenizer.encode("A=%d;B=A+%d;B?".formatted(number, number % 7)),
                all ? Collapse.ALL_CORRECT : none ? Collapse.ALL_INCORRECT : Collapse.NONE,
                responses);
    }

    private ResponseRecord response(int sample, int step, double skill, double progress) {
        boolean correct = random.nextDouble() < skill;
        boolean thinks = random.nextDouble() < 0.8 - 0.4 * progress;
        String thought = thinks ? "<think>first " + "more ".repeat(random.nextInt(6)) + "</think>" : "";
        TokenIds tokens = tokenizer.encode(thought + (correct ? "right" : "wrong") + text());
        int n = tokens.size();
        float[] logProbs = new float[n];
        float[] entropies = new float[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            logProbs[i] = (float) Math.log(1 - 0.9 * Math.pow(random.nextDouble(), 4));
            entropies[i] = -logProbs[i];
            sum += logProbs[i];
        }
        double length = -0.5 * Math.min(1, n / 200.0);
        return new ResponseRecord(
                sample,
                Origin.SAMPLED,
                Optional.empty(),
                PromptKind.PLAIN,
                correct ? Verdict.CORRECT : Verdict.NO_ANSWER,
                OrderedMap.of("accuracy", correct ? 1.0 : 0.0, "length", length),
                random.nextInt(20) == 0 ? FinishReason.LENGTH : FinishReason.STOP,
                n,
                thinks ? "think" : "no-think",
                -sum / n,
                sum / n,
                List.of(new VersionSpan(step, step, 0, n)),
                List.of(),
                tokens,
                new LogProbs(LogProbs.Scale.SCALED, logProbs),
                new Entropies(true, entropies));
    }

    /** A long text is only in the first response. */
    private String text() {
        boolean whole = text.length() <= SHORT || episodes.isEmpty() && !written;
        written = true;
        return whole ? text : text.substring(0, SHORT);
    }

    private void count(GroupRecord group, int step) {
        for (ResponseRecord one : group.responses()) {
            if (one.origin() != Origin.SAMPLED) {
                continue;
            }
            for (int seconds : List.of(10, 60)) {
                WindowStatistics window = window(group, one.mode(), step, seconds);
                window.count(Count.RESPONSES, 1);
                window.count(one.verdict().correct() ? Count.CORRECT : Count.INCORRECT, 1);
                window.reward(one.reward(), new ResponseId(group.query(), group.visit(), one.sample()));
                one.rewards().forEach(window::component);
                window.quantile(WindowStatistics.LENGTH, one.length());
                window.quantile(WindowStatistics.ENTROPY, one.entropy());
            }
        }
        window(group, SeriesKey.NO_MODE, step, 10).count(Count.GROUPS, 1);
    }

    private WindowStatistics window(GroupRecord group, String mode, int step, int seconds) {
        SeriesKey series = new SeriesKey(
                group.prompt().prompt().source(), "reason", mode, new PolicySteps(step / 2 * 2L, step / 2 * 2L + 1));
        return windows.computeIfAbsent(WindowKey.at(time(step), seconds, series), key -> new WindowStatistics(3));
    }

    private void end(GroupRecord group, int step) {
        List<EndRecord.Row> rows = new ArrayList<>();
        double mean = group.responses().stream()
                .mapToDouble(ResponseRecord::reward)
                .average()
                .orElse(0);
        for (ResponseRecord one : group.responses()) {
            rows.add(new EndRecord.Row(one.sample(), one.origin(), one.reward() - mean, 1));
        }
        episodes.add(EpisodeJson.write(
                new EndRecord(
                        group.query(),
                        group.visit(),
                        group.kind(),
                        group.prompt().prompt().source(),
                        group.prompt().prompt().task(),
                        time(step),
                        group.policy(),
                        VisitEnd.Kind.TRAINED,
                        "",
                        step,
                        group.collapse() != Collapse.NONE,
                        rows),
                name()));
        ledger.add(LedgerJson.write(
                new LedgerLine(
                        group.query(),
                        group.visit(),
                        "prompts",
                        group.prompt().ordinal(),
                        VisitEnd.Kind.TRAINED,
                        "",
                        "0/" + step,
                        step + 1L),
                new Envelope(name(), time(step), group.policy())));
    }

    private void publish() {
        List<String> metrics = new ArrayList<>();
        windows.forEach((key, statistics) -> metrics.add(WindowJson.write(
                new WindowPart(key, 0, true, key.start(), key.series().steps(), statistics), name())));
        append("steps", steps);
        append("ledger", ledger);
        append("metrics", metrics);
        append("episodes", episodes);
        append("scores", scores);
    }

    private void append(String name, List<String> lines) {
        ChannelAddress address =
                new ChannelAddress(DirectoryChannel.KIND, root.resolve(name).toString());
        ChannelKind.open(address, ChannelsConfig.KEEP_ALL).append(lines);
    }

    /** Writes a run: folder, seed, steps, text. */
    public static void main(String... arguments) throws IOException {
        write(Path.of(arguments[0]), Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]), arguments[3]);
    }
}
