package io.millrace.testkit.hash;

import io.millrace.file.Folders;
import io.millrace.learner.Learner;
import io.millrace.learner.SamplerGap;
import io.millrace.learner.ScoreListener;
import io.millrace.learner.StepReport;
import io.millrace.model.Minibatch;
import io.millrace.model.TrainingRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A learner whose weights are a hash of all tokens, log-probs and advantages, in order. It can keep a record of the rows, which
 * is part of its saved state.
 */
public final class HashLearner implements Learner {
    private static final String TRAINED = "trained";

    private final boolean recording;
    private final SamplerGap gap;
    private final List<String> trained = new ArrayList<>();
    private long weights = 42;
    private long step;

    /** A learner without a record. */
    public HashLearner() {
        this(false, SamplerGap.NONE);
    }

    private HashLearner(boolean recording, SamplerGap gap) {
        this.recording = recording;
        this.gap = gap;
    }

    /** A learner that keeps a record. */
    public static HashLearner recording() {
        return new HashLearner(true, SamplerGap.NONE);
    }

    /** A learner that reports a gap at every step. */
    public static HashLearner withGap(SamplerGap gap) {
        return new HashLearner(false, gap);
    }

    @Override
    public StepReport train(Minibatch minibatch) {
        for (TrainingRow row : minibatch.rows()) {
            weights = Hashes.mix(weights, Hashes.of(row.queryId()), row.visit(), row.sample());
            for (int i = 0; i < row.response().size(); i++) {
                // Log-probs of responses sampled in another context are unknown.
                weights = Hashes.mix(
                        weights,
                        row.response().ids()[i],
                        row.behaviour().known()
                                ? Float.floatToIntBits(row.behaviour().values()[i])
                                : 1,
                        Float.floatToIntBits(row.advantages()[i]));
            }
            if (recording) {
                trained.add(line(
                        minibatch.kind().name(),
                        row.queryId(),
                        row.visit(),
                        row.sample(),
                        row.prompt().ids()));
            }
        }
        step++;
        return new StepReport(
                step, 0, 0, 0, 0, 0, 0, 1, 1, gap, minibatch.rows().size(), 0);
    }

    /** Passes on the behaviour log-probs, or -1 where they are unknown. */
    @Override
    public StepReport train(Minibatch minibatch, ScoreListener scores) {
        for (int i = 0; i < minibatch.rows().size(); i++) {
            TrainingRow row = minibatch.rows().get(i);
            float[] unknown = new float[row.length()];
            Arrays.fill(unknown, -1);
            scores.scored(
                    i,
                    row.behaviour().known()
                            ? row.roles().select(row.behaviour().values()).clone()
                            : unknown);
        }
        return train(minibatch);
    }

    /** The line of a row trained on in the record. */
    public static String line(String kind, String query, long visit, int sample, int... prompt) {
        return "%s|%s|%d|%d|%08x".formatted(kind, query, visit, sample, Arrays.hashCode(prompt));
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
            if (recording) {
                trained.clear();
                trained.addAll(trained(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void export(Path folder) {
        try {
            Folders.write(folder, draft -> {
                Files.writeString(draft.resolve("weights"), weights + " " + step);
                if (recording) {
                    Files.write(draft.resolve(TRAINED), trained);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static long read(Path folder) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("weights")).split(" ")[0]);
    }

    /** The record of rows in a folder, in the order of training. */
    public static List<String> trained(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve(TRAINED));
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
