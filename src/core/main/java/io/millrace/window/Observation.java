package io.millrace.window;

import io.millrace.episode.EndRecord;
import io.millrace.episode.EpisodeRecord;
import io.millrace.episode.GroupRecord;
import io.millrace.model.PolicySteps;

/** The fields of an episode record that windows use, without texts and tokens. */
public sealed interface Observation permits GroupObservation, EndObservation {
    /** Event time of the visit, in epoch milliseconds; 0 if unknown. */
    long time();

    /** Source of the prompt. */
    String source();

    /** Task of the prompt. */
    String task();

    /** Optimizer steps of the weights that sampled the responses. */
    PolicySteps policy();

    /** The observation of a record. */
    static Observation of(EpisodeRecord record) {
        return record instanceof GroupRecord group ? GroupObservation.of(group) : EndObservation.of((EndRecord) record);
    }
}
