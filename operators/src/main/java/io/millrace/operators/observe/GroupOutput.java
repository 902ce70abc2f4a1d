package io.millrace.operators.observe;

import static java.util.Objects.requireNonNull;

import io.millrace.codec.EpisodeJson;
import io.millrace.config.MonitorConfig;
import io.millrace.episode.GroupRecord;
import io.millrace.model.GradedGroup;
import io.millrace.observe.GroupObserver;
import io.millrace.observe.TokenBudget;
import io.millrace.pipeline.Remembered;
import io.millrace.state.codec.Chunk;
import io.millrace.text.ResponseModes;
import io.millrace.window.Observation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;

/** Writes graded groups to the side outputs of the stage that remembers them. */
public final class GroupOutput {
    private final String run;
    private final GroupObserver observer;
    private final TokenBudget budget;

    /**
     * @param run name of the run
     * @param subtasks number of subtasks that share the tokens per second
     */
    public GroupOutput(String run, MonitorConfig config, ResponseModes modes, int subtasks) {
        this.run = requireNonNull(run, "run");
        observer = new GroupObserver(modes);
        budget = new TokenBudget((double) config.tokensPerSecond() / subtasks);
    }

    /** Writes a group. */
    public void write(Remembered remembered, KeyedProcessFunction<?, ?, ?>.Context context) {
        long now = context.timerService().currentProcessingTime();
        GroupRecord record = observer.observe(remembered, budget.take(tokens(remembered.group()), now));
        context.output(Observed.OBSERVATIONS, Observation.of(record));
        context.output(Observed.EPISODES, new Chunk(EpisodeJson.bytes(record, run)));
    }

    private static long tokens(GradedGroup group) {
        return group.prompt().size()
                + group.responses().stream()
                        .mapToLong(response -> response.response().length())
                        .sum();
    }
}
