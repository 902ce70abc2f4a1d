package io.millrace.window;

import io.millrace.episode.EndRecord;
import io.millrace.episode.EpisodeRecord;
import io.millrace.episode.GroupRecord;
import io.millrace.model.PolicySteps;

/** The numbers of an episode record that windows use: no text and no tokens. */
public sealed interface Observation permits GroupObservation, EndObservation {
    /** Event time of the visit, in epoch milliseconds; 0 if unknown. */
    long time();

    /** Source of the prompt. */
    String source();

    /** Task of the prompt. */
    String task();

    /** Weights that sampled the responses. */
    PolicySteps policy();

    /** The observation of a record. */
    static Observation of(EpisodeRecord record) {
        return record instanceof GroupRecord group ? GroupObservation.of(group) : EndObservation.of((EndRecord) record);
    }
}
