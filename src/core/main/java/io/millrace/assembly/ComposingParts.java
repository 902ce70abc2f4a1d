package io.millrace.assembly;

import io.millrace.batch.RoundAssembler;
import io.millrace.pipeline.Compose;
import java.io.Serializable;

/** Parts of the composing stage. */
public interface ComposingParts extends Serializable {
    /** Assembles rounds and estimates advantages. */
    RoundAssembler assembler();

    /** Composes minibatches. */
    default Compose compose() {
        return Compose.plain(assembler());
    }
}
