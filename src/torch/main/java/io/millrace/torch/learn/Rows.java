package io.millrace.torch.learn;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.millrace.model.LogProbs.Scale;
import io.millrace.model.TrainingRow;
import io.millrace.torch.Tensors;
import io.millrace.torch.learn.MicroBatch.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Converts rows of a minibatch to the program's input arrays, one micro-batch at a time. */
final class Rows {
    private final List<TrainingRow> rows;
    private final List<Sequence> sequences;
    private final double temperature;

    Rows(List<TrainingRow> rows, double temperature) {
        this.rows = rows;
        this.temperature = temperature;
        sequences = rows.stream()
                .map(row -> new Sequence(row.prompt(), row.response(), row.roles()))
                .toList();
    }

    /** Number of sampled tokens. */
    long tokens() {
        return rows.stream().mapToLong(TrainingRow::length).sum();
    }

    /** Number of sampled tokens of a row. */
    int length(int row) {
        return rows.get(row).length();
    }

    List<MicroBatch> plan(int limit) {
        return MicroBatch.plan(sequences, limit);
    }

    /** ids, index, targets, scale. */
    List<PtNDArray> places(MicroBatch piece, PtNDManager scope) {
        List<PtNDArray> arrays = new ArrayList<>(places(sequences, piece, scope));
        arrays.add(scale(piece, scope));
        return arrays;
    }

    /** ids, index, targets. */
    static List<PtNDArray> places(List<Sequence> sequences, MicroBatch piece, PtNDManager scope) {
        return List.of(
                Tensors.of(scope, piece.ids(sequences), piece.members().size(), piece.width()),
                Tensors.of(scope, piece.index(sequences)),
                Tensors.of(scope, piece.targets(sequences), piece.tokens(), 1));
    }

    /** row, lengths. */
    List<PtNDArray> owners(MicroBatch piece, PtNDManager scope) {
        return List.of(Tensors.of(scope, piece.rows(sequences)), Tensors.of(scope, piece.lengths(sequences)));
    }

    PtNDArray advantages(MicroBatch piece, PtNDManager scope) {
        return Tensors.of(
                scope,
                piece.pack(sequences, rows.stream().map(TrainingRow::advantages).toList()));
    }

    /** NaN where unknown. */
    PtNDArray behaviour(MicroBatch piece, PtNDManager scope) {
        return Tensors.of(
                scope,
                piece.pack(
                        sequences,
                        rows.stream()
                                .map(row -> row.behaviour().known()
                                        ? row.behaviour().values()
                                        : same(row, Double.NaN))
                                .toList()));
    }

    /** A value per row, repeated for each of its tokens. */
    PtNDArray spread(MicroBatch piece, PtNDManager scope, double... values) {
        List<float[]> spread = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            spread.add(same(rows.get(i), values[i]));
        }
        return Tensors.of(scope, piece.pack(sequences, spread));
    }

    private PtNDArray scale(MicroBatch piece, PtNDManager scope) {
        double[] inverse = rows.stream()
                .mapToDouble(row -> row.behaviour().scale() == Scale.RAW ? 1 : 1 / temperature)
                .toArray();
        boolean needed = piece.members().stream().anyMatch(i -> inverse[i] != 1);
        return needed ? column(spread(piece, scope, inverse), scope) : Tensors.zeros(scope, 0);
    }

    private static PtNDArray column(PtNDArray values, PtNDManager scope) {
        float[] floats = Tensors.floats(values);
        return Tensors.of(scope, floats, floats.length, 1);
    }

    private static float[] same(TrainingRow row, double value) {
        float[] same = new float[row.response().size()];
        Arrays.fill(same, (float) value);
        return same;
    }
}
