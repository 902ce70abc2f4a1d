package io.millrace.assembly;

import io.millrace.pipeline.Remember;
import io.millrace.text.ResponseModes;
import java.io.Serializable;

/** Parts of the stage that remembers responses. */
public interface MemoryParts extends Serializable {
    /** Creates the function that processes a graded group with the memory of its query. */
    Remember remember();

    /** Determines the modes of responses for the figures of the monitor. */
    default ResponseModes modes() {
        return ResponseModes.NONE;
    }
}
