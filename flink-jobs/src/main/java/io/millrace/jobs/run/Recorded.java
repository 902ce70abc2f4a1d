package io.millrace.jobs.run;

import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.DatasetException;
import io.millrace.dataset.Rejected;
import io.millrace.policy.trace.TraceFile;
import java.util.List;

/** What a run that replays recorded responses has to go on. */
final class Recorded {
    private Recorded() {}

    /**
     * Checks the recording against the prompts, and shows what it holds.
     *
     * @return its records that cannot be used
     * @throws RefusedException if it cannot be read, or has no response to any of the prompts
     */
    static List<Rejected> introduce(MillraceConfig config, Dataset prompts, Screen screen) {
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
            screen.say("policy: replays %d recorded responses to %d prompts; nothing is trained or measured"
                    .formatted(trace.responses(), trace.queryIds().size()));
            if (without > 0) {
                screen.say("%d training prompts have no recorded response: their visits end as sampling-failed"
                        .formatted(without));
            }
            return trace.rejected();
        } catch (DatasetException e) {
            throw new RefusedException("policy.trace: " + e.getMessage(), e);
        }
    }
}
