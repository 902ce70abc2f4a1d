package io.millrace.jobs.start;

import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.DatasetException;
import io.millrace.dataset.Rejected;
import io.millrace.jobs.console.RefusedException;
import io.millrace.trace.TraceFile;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run that replays recorded responses has to go on.
 *
 * @param responses recorded
 * @param queries that they are to
 * @param without training prompts that have none
 * @param rejected records that cannot be used
 */
public record Recorded(long responses, int queries, long without, List<Rejected> rejected) {
    public Recorded {
        rejected = List.copyOf(rejected);
    }

    /**
     * Checks a recording against the prompts.
     *
     * @throws RefusedException if it cannot be read, or has no response to any of the prompts
     */
    public static Recorded of(MillraceConfig config, Dataset prompts) {
        try (TraceFile trace =
                TraceFile.open(config.policy().trace(), config.data().train().task())) {
            long without = 0;
            for (long i = 0; i < prompts.size(); i++) {
                without += trace.responses(prompts.get(i).queryId()) == 0 ? 1 : 0;
            }
            if (without == prompts.size()) {
                throw new RefusedException(
                        "policy.trace %s: must have a response to at least one of %d training prompts, has none: give policy.trace.fields the prompt and id of data.train.fields"
                                .formatted(config.policy().trace().path(), prompts.size()));
            }
            return new Recorded(trace.responses(), trace.queryIds().size(), without, trace.rejected());
        } catch (DatasetException e) {
            throw new RefusedException("policy.trace: " + e.getMessage(), e);
        }
    }

    /** What the user should know of it. */
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
