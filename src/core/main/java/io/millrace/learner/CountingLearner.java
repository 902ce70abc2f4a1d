package io.millrace.learner;

import io.millrace.file.Folders;
import io.millrace.model.Minibatch;
import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts optimizer steps and changes no weights, for runs that replay recorded responses. */
public final class CountingLearner implements Learner {
    private static final String STEP = "step";

    private long step;

    @Override
    public StepReport train(Minibatch minibatch) {
        step++;
        return StepReport.withoutRows(step, 0, 0);
    }

    @Override
    public long step() {
        return step;
    }

    @Override
    public void save(Path folder) {
        export(folder);
    }

    @Override
    public void restore(Path folder) {
        Path file = folder.resolve(STEP);
        try {
            step = Long.parseLong(Files.readString(file));
        } catch (IOException | NumberFormatException e) {
            throw new PolicyException(
                    "%s: does not contain the number of steps of a replaying run: %s".formatted(file, e), e);
        }
    }

    @Override
    public void export(Path folder) {
        try {
            Folders.write(folder, draft -> Files.writeString(draft.resolve(STEP), Long.toString(step)));
        } catch (IOException e) {
            throw new PolicyException("%s: could not be written: %s".formatted(folder, e), e);
        }
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
