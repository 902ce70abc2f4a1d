package io.millrace.assembly;

import io.millrace.pipeline.Remember;
import java.io.Serializable;

/** Parts of the stage that remembers responses. */
public interface MemoryParts extends Serializable {
    /** Processes a graded group at its query's memory. */
    Remember remember();
}
