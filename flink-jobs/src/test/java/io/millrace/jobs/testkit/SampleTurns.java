package io.millrace.jobs.testkit;

import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.EpisodeJson;
import io.millrace.episode.EndRecord;
import io.millrace.episode.GroupRecord;
import io.millrace.episode.ResponseRecord;
import io.millrace.model.ChatMessage;
import io.millrace.model.Collapse;
import io.millrace.model.Entropies;
import io.millrace.model.EnvironmentTurn;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import io.millrace.model.TokenRange;
import io.millrace.model.TokenRoles;
import io.millrace.model.ToolCall;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.model.VisitEnd;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Appends a group to a run whose responses have several turns: one with calls of every outcome, one without calls. */
public final class SampleTurns {
    /** Id of the query, on its visit 0. */
    public static final String QUERY = "tools/1";

    private static final long TIME = 1_796_036_500_000L;
    private static final PolicySteps POLICY = new PolicySteps(1, 1);

    private final Tokenizer tokenizer = Tokenizers.load(Path.of("../deploy/models/bytes"));
    private final List<Integer> ids = new ArrayList<>();
    private final List<EnvironmentTurn> turns = new ArrayList<>();

    private SampleTurns() {}

    /**
     * Appends the group and its end.
     *
     * @param root folder of the run
     * @param text text of each tool, argument, result and observation
     */
    public static void append(Path root, String text) {
        ResponseRecord acting = new SampleTurns().acting(text);
        ResponseRecord silent = new SampleTurns().silent();
        Prompt prompt =
                new Prompt(QUERY, List.of(ChatMessage.user("a+b")), List.of("12"), "tools", "lookup", PromptKind.PLAIN);
        GroupRecord group = new GroupRecord(
                new PromptVisit(prompt, 0, "prompts", 0, TIME),
                POLICY,
                1,
                TokenIds.EMPTY,
                Collapse.NONE,
                List.of(acting, silent));
        EndRecord end = new EndRecord(
                QUERY,
                0,
                PromptKind.PLAIN,
                "tools",
                "lookup",
                TIME,
                POLICY,
                VisitEnd.Kind.TRAINED,
                "",
                1,
                false,
                List.of(new EndRecord.Row(0, Origin.SAMPLED, 0.5, 1), new EndRecord.Row(1, Origin.SAMPLED, -0.5, 1)));
        String run = String.valueOf(root.getFileName());
        ChannelAddress address = new ChannelAddress(
                DirectoryChannel.KIND, root.resolve("episodes").toString());
        ChannelKind.open(address, ChannelsConfig.KEEP_ALL)
                .append(List.of(EpisodeJson.write(group, run), EpisodeJson.write(end, run)));
    }

    private ResponseRecord acting(String text) {
        write("first ?a=");
        List<ToolCall> calls = new ArrayList<>();
        for (ToolCall.Outcome outcome : ToolCall.Outcome.values()) {
            if (outcome != ToolCall.Outcome.ANSWERED) {
                calls.add(new ToolCall("lookup" + text, "{\"key\": \"a" + text + "\"}", outcome, "5" + text, 1200));
            }
        }
        String observed = text.substring(0, Math.min(text.length(), 200));
        turns.add(new EnvironmentTurn(write("5" + observed), calls));
        write(" then ?b=");
        turns.add(new EnvironmentTurn(write("7"), List.of()));
        int end = write(" so 12").to();
        turns.add(new EnvironmentTurn(
                new TokenRange(end, end), List.of(new ToolCall("finish", "12", ToolCall.Outcome.ANSWERED, "12", 0))));
        return response(0, Verdict.CORRECT);
    }

    private ResponseRecord silent() {
        write("guess 3");
        return response(1, Verdict.NO_ANSWER);
    }

    private TokenRange write(String text) {
        int from = ids.size();
        Arrays.stream(tokenizer.encode(text).ids()).forEach(ids::add);
        return new TokenRange(from, ids.size());
    }

    private ResponseRecord response(int sample, Verdict verdict) {
        TokenRoles roles =
                new TokenRoles(turns.stream().map(EnvironmentTurn::observation).toList());
        int sampled = ids.size() - roles.observed();
        float[] logProbs = new float[sampled];
        Arrays.fill(logProbs, -2);
        float[] entropies = new float[sampled];
        Arrays.fill(entropies, 1);
        return new ResponseRecord(
                sample,
                Origin.SAMPLED,
                Optional.empty(),
                PromptKind.PLAIN,
                verdict,
                Map.of("accuracy", verdict.correct() ? 1.0 : 0.0),
                FinishReason.STOP,
                sampled,
                "no-think",
                1,
                -2,
                List.of(new VersionSpan(1, 1, 0, ids.size())),
                turns,
                new TokenIds(ids.stream().mapToInt(Integer::intValue).toArray()),
                new LogProbs(LogProbs.Scale.SCALED, roles.spread(0, logProbs)),
                new Entropies(true, roles.spread(0, entropies)));
    }
}
