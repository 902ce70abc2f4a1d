package io.millrace.operators.learn;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.OutputTag;

/** The side outputs of the learner. */
public final class LearnOutputs {
    /** One JSON object of figures for each optimizer step. */
    public static final OutputTag<String> STEPS = new OutputTag<>("steps", Types.STRING);

    /** One JSON object for each visit that could not be trained on, for a specific reason, with its prompt. */
    public static final OutputTag<String> DEAD_LETTERS = new OutputTag<>("dead-letters", Types.STRING);

    /** The learner's log-probabilities of each optimizer step; empty if they are switched off. */
    public static final OutputTag<String> SCORES = new OutputTag<>("scores", Types.STRING);

    private LearnOutputs() {}
}
