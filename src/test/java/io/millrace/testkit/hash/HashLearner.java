package io.millrace.testkit.hash;

import io.millrace.learner.Learner;
import io.millrace.learner.StepReport;
import io.millrace.model.Minibatch;
import io.millrace.model.TrainingRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A learner whose weights are a hash of every token, log-prob and advantage it was given, in order. */
public final class HashLearner implements Learner {
    private long weights = 42;
    private long step;

    @Override
    public StepReport train(Minibatch minibatch) {
        for (TrainingRow row : minibatch.rows()) {
            weights = Hashes.mix(weights, Hashes.of(row.queryId()), row.visit(), row.sample());
            for (int i = 0; i < row.response().size(); i++) {
                weights = Hashes.mix(
                        weights,
                        row.response().ids()[i],
                        Float.floatToIntBits(row.behaviour().values()[i]),
                        Float.floatToIntBits(row.advantages()[i]));
            }
        }
        step++;
        return new StepReport(step, 0, 0, 0, 0, 0, 0, 1, 1, 0, minibatch.rows().size(), 0);
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
        try {
            String[] parts = Files.readString(folder.resolve("weights")).split(" ");
            weights = Long.parseLong(parts[0]);
            step = Long.parseLong(parts[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void export(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("weights"), weights + " " + step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static long read(Path folder) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("weights")).split(" ")[0]);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
