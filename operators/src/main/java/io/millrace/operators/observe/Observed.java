package io.millrace.operators.observe;

import io.millrace.state.codec.Chunk;
import io.millrace.state.codec.Types;
import io.millrace.window.Observation;
import org.apache.flink.util.OutputTag;

/** The side outputs of the stages that are observed. Empty if the monitor is switched off. */
public final class Observed {
    /** Graded groups and ends of visits. */
    public static final OutputTag<Observation> OBSERVATIONS = new OutputTag<>("observations", Types.OBSERVATION);

    /** Records of the channel of episodes in UTF-8: Flink's serializer of strings writes each character by itself. */
    public static final OutputTag<Chunk> EPISODES = new OutputTag<>("episodes", Types.CHUNK);

    private Observed() {}
}
