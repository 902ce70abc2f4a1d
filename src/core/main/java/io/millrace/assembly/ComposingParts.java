package io.millrace.assembly;

import io.millrace.batch.RoundAssembler;
import io.millrace.pipeline.Compose;
import java.io.Serializable;

/** Parts of the composing stage. */
public interface ComposingParts extends Serializable {
    /** Advantages and rounds. */
    RoundAssembler assembler();

    /** Minibatches. */
    default Compose compose() {
        return Compose.plain(assembler());
    }
}
