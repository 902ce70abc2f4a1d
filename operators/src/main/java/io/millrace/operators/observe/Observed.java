package io.millrace.operators.observe;

import io.millrace.state.codec.Types;
import io.millrace.window.Observation;
import org.apache.flink.util.OutputTag;

/** The side outputs of the stages that are observed. Empty if the monitor is switched off. */
public final class Observed {
    /** Graded groups and ends of visits. */
    public static final OutputTag<Observation> OBSERVATIONS = new OutputTag<>("observations", Types.OBSERVATION);

    /** Records of the channel of episodes. */
    public static final OutputTag<String> EPISODES =
            new OutputTag<>("episodes", org.apache.flink.api.common.typeinfo.Types.STRING);

    private Observed() {}
}
