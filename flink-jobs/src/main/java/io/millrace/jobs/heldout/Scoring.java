package io.millrace.jobs.heldout;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.DatasetConfig;
import io.millrace.dataset.DatasetFormat;
import io.millrace.dataset.TaskChoice;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.start.MethodStart;
import io.millrace.jobs.start.StartingPolicy;
import io.millrace.json.JsonMappers;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.SampledGroup;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.InOrder;
import io.millrace.report.ScoreTable;
import io.millrace.task.Tasks;
import io.millrace.token.Tokenizer;
import io.millrace.trace.RecordedResponse;
import io.millrace.trace.Recording;
import io.millrace.trace.TraceConfig;
import io.millrace.trace.TraceFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Grades and scores recorded responses without a run; all responses to a query form its group. Rewards over a whole
 * batch are left out.
 */
public final class Scoring implements AutoCloseable {
    private static final JsonMapper JSON = JsonMappers.plain();
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    /** Maximum number of queries whose responses wait for verdicts of a remote verifier. */
    private static final int MAX_JUDGED = 256;

    private final MillraceConfig config;
    private final Tokenizer tokenizer;
    private final Grade grade;
    private final PolicyVersion version;
    private final List<String> leftOut = new ArrayList<>();

    /**
     * @param config configuration that names the recording as policy.trace
     * @throws RefusedException if there is no tokenizer, or if a reward needs a token that the tokenizer does not have
     */
    public Scoring(MillraceConfig config) {
        this.config = config;
        Path folder = StartingPolicy.find(config).given();
        new MethodStart(config).check(folder);
        ConfiguredParts parts = ConfiguredParts.of(config, folder);
        tokenizer = parts.tokenizer();
        grade = parts.grade();
        version = new PolicyVersion(0, 0, folder, Map.of());
    }

    /**
     * Opens the recording. Its task is that of data.train; if that is auto, it is chosen by the recording's answers.
     *
     * @throws io.millrace.dataset.DatasetException if it cannot be read, or no task can be chosen
     */
    public TraceFile recording() {
        TraceConfig trace = config.policy().trace();
        String task = config.data().train().task();
        try (Tasks tasks = config.tasks()) {
            boolean told =
                    !task.equals(DatasetConfig.AUTO) || !trace.fields().task().isBlank();
            String judge =
                    told ? task : TaskChoice.of(Path.of(trace.path()), DatasetFormat.JSONL, trace.fields(), tasks);
            return TraceFile.open(trace, judge, tasks::readsAnswers);
        }
    }

    /** Remarks for the user on how texts are read. */
    public List<String> remarks() {
        return tokenizer.textRemarks();
    }

    /** Queries whose responses the tokenizer cannot encode, with the reason. */
    public List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    /**
     * Scores the whole recording.
     *
     * @param lines receives one JSON object per response
     */
    public ScoreTable score(TraceFile trace, Writer lines) throws IOException {
        ScoreTable table = new ScoreTable();
        InOrder<GradedGroup> judged = new InOrder<>(MAX_JUDGED);
        long ordinal = 0;
        for (String query : trace.queryIds()) {
            SampledGroup sampled;
            try {
                sampled = group(trace.read(query), ordinal++);
            } catch (IllegalArgumentException | PolicyException e) {
                leftOut.add("prompt %s: %s".formatted(query, e.getMessage()));
                continue;
            }
            write(judged.add(grade.start(sampled)), table, lines);
        }
        write(judged.rest(), table, lines);
        return table;
    }

    private void write(List<GradedGroup> groups, ScoreTable table, Writer lines) throws IOException {
        for (GradedGroup group : groups) {
            table.add(group);
            for (GradedResponse response : group.responses()) {
                lines.write(line(group, response));
                lines.write('\n');
            }
        }
    }

    @Override
    public void close() {
        grade.close();
    }

    private SampledGroup group(Recording recording, long ordinal) {
        List<Response> responses = new ArrayList<>();
        for (RecordedResponse one : recording.responses()) {
            responses.add(one.sampled(
                    responses.size(),
                    tokenizer,
                    NO_LIMIT,
                    version,
                    recording.prompt().kind()));
        }
        return new SampledGroup(
                new PromptVisit(recording.prompt(), 0, config.policy().trace().path(), ordinal),
                tokenizer.prompt(recording.prompt().messages()),
                responses);
    }

    /** A scored response as written to the output, one JSON object per line. */
    private record Line(
            String query,
            String source,
            String task,
            int sample,
            String verdict,
            String reason,
            double reward,
            Map<String, Double> rewards,
            int tokens,
            String finish,
            String text) {}

    private String line(GradedGroup group, GradedResponse graded) throws IOException {
        Response response = graded.response();
        Map<String, Double> rewards = new LinkedHashMap<>();
        for (Rewards.Component component : graded.rewards().components()) {
            rewards.put(component.name(), component.value());
        }
        return JSON.writeValueAsString(new Line(
                group.visit().prompt().queryId(),
                group.visit().prompt().source(),
                group.visit().prompt().task(),
                response.sample(),
                graded.verdict().kind().text(),
                graded.verdict().why(),
                graded.reward(),
                rewards,
                response.length(),
                response.finish().name().toLowerCase(Locale.ROOT),
                tokenizer.decode(response.tokens())));
    }
}
