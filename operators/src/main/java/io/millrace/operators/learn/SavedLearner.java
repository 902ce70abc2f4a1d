package io.millrace.operators.learn;

import io.millrace.json.JsonFile;
import io.millrace.state.FolderState;
import io.millrace.state.codec.Chunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** The learner's state in a checkpoint, for programs outside the job. */
public final class SavedLearner {
    private SavedLearner() {}

    /**
     * The number of rounds that the learner had trained on.
     *
     * @param chunks its state
     * @throws IOException if it is not the state of a learner
     */
    public static long step(Iterator<Chunk> chunks) throws IOException {
        byte[] position = FolderState.file(chunks, LearnerPosition.FILE)
                .orElseThrow(() -> new IOException("the learner's state has no %s".formatted(LearnerPosition.FILE)));
        return JsonFile.parse(new String(position, StandardCharsets.UTF_8), LearnerPosition.class)
                .step();
    }
}
