package io.millrace.jobs.start;

import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.DatasetException;
import io.millrace.dataset.RejectedRecord;
import io.millrace.jobs.console.RefusedException;
import io.millrace.trace.TraceFile;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of a run that replays recorded responses.
 *
 * @param responses number of recorded responses
 * @param queries number of queries with recorded responses
 * @param without number of training prompts without a recorded response
 * @param rejected the unusable records
 */
public record RecordingInputs(long responses, int queries, long without, List<RejectedRecord> rejected) {
    public RecordingInputs {
        rejected = List.copyOf(rejected);
    }

    /**
     * Checks a recording against the prompts.
     *
     * @throws RefusedException if it cannot be read, or contains no response to any of the prompts
     */
    public static RecordingInputs of(MillraceConfig config, Dataset prompts) {
        try (TraceFile trace =
                TraceFile.open(config.policy().trace(), config.data().train().task())) {
            long without = 0;
            for (long i = 0; i < prompts.size(); i++) {
                without += trace.responses(prompts.get(i).queryId()) == 0 ? 1 : 0;
            }
            if (without == prompts.size() && !config.data().stream().enabled()) {
                throw new RefusedException(
                        "policy.trace %s: must have a response to at least one of %d training prompts, had none: set prompt and id of policy.trace.fields as in data.train.fields"
                                .formatted(config.policy().trace().path(), prompts.size()));
            }
            return new RecordingInputs(trace.responses(), trace.queryIds().size(), without, trace.rejected());
        } catch (DatasetException e) {
            throw new RefusedException("policy.trace: " + e.getMessage(), e);
        }
    }

    /** Notes for the user about the recording. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("policy: replays %d recorded responses to %d prompts; nothing is trained or measured"
                .formatted(responses, queries));
        if (without > 0) {
            lines.add("%d training prompts have no recorded response: their visits end as sampling-failed"
                    .formatted(without));
        }
        return lines;
    }
}
