package io.millrace.jobs.view;

import io.millrace.check.Require;
import io.millrace.codec.StepJson;
import io.millrace.metric.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of all steps, one column per figure. When it is full, every second row of its older half is dropped, so the memory
 * is bounded and old steps become coarser. Thread-safe.
 */
public final class StepColumns implements RecordView {
    /** Column with the number of each step's record, from 1. */
    public static final String RECORD = "record";

    private static final int FIRST_CAPACITY = 256;

    private final int capacity;
    private final Map<String, double[]> columns = new TreeMap<>();
    private int length;
    private long generation;

    /** A view of at most 131,072 steps. */
    public StepColumns() {
        this(1 << 17);
    }

    /** @param capacity maximum number of rows; even */
    StepColumns(int capacity) {
        Require.that(
                capacity >= 2 && capacity % 4 == 0, "step columns: capacity must be a multiple of 4, was %d", capacity);
        this.capacity = capacity;
    }

    /**
     * Rows of some columns.
     *
     * @param generation increases when rows were removed or thinned out, so that a reader must start again
     * @param from number of the first row
     * @param figures values by figure; NaN where a step lacks it
     */
    public record Slice(long generation, int from, int length, Map<String, double[]> figures) {}

    @Override
    public synchronized void add(long number, String line) throws IOException {
        Map<String, Double> figures = StepJson.read(line);
        if (length == capacity) {
            thinOut();
        }
        figures.forEach(this::put);
        put(RECORD, number + 1.0);
        length++;
    }

    private void put(String figure, double value) {
        double[] column = columns.computeIfAbsent(figure, name -> filled(FIRST_CAPACITY));
        if (length >= column.length) {
            double[] larger = filled(Math.max(column.length * 2, Integer.highestOneBit(length) * 2));
            System.arraycopy(column, 0, larger, 0, column.length);
            column = larger;
            columns.put(figure, larger);
        }
        column[length] = value;
    }

    private static double[] filled(int size) {
        double[] column = new double[size];
        Arrays.fill(column, Double.NaN);
        return column;
    }

    private void thinOut() {
        int half = capacity / 2;
        columns.forEach((name, column) -> {
            double[] thinner = filled(capacity);
            for (int i = 0; i < half / 2; i++) {
                thinner[i] = value(column, 2 * i + 1);
            }
            for (int i = half; i < capacity; i++) {
                thinner[i - half / 2] = value(column, i);
            }
            columns.put(name, thinner);
        });
        length = capacity - half / 2;
        generation++;
    }

    private static double value(double[] column, int row) {
        return row < column.length ? column[row] : Double.NaN;
    }

    @Override
    public synchronized void clear() {
        columns.clear();
        length = 0;
        generation++;
    }

    /** The names of all figures, in alphabetical order. */
    public synchronized List<String> figures() {
        return new ArrayList<>(columns.keySet());
    }

    /** Number of rows. */
    public synchronized int length() {
        return length;
    }

    /** Increases when rows were removed or thinned out. */
    synchronized long generation() {
        return generation;
    }

    /** The number of optimizer steps taken on fresh visits; 0 before the first one. */
    long lastStep() {
        double last = last(Metric.LEARNER_STEP.key());
        return Double.isNaN(last) ? 0 : (long) last;
    }

    /** The latest value of a figure; NaN if no step has it. */
    public synchronized double last(String figure) {
        double[] column = columns.get(figure);
        if (column == null) {
            return Double.NaN;
        }
        for (int i = length - 1; i >= 0; i--) {
            double value = value(column, i);
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return Double.NaN;
    }

    /**
     * The rows from a number on.
     *
     * @param names figures; all if empty; unknown ones are left out
     */
    public synchronized Slice slice(List<String> names, int from) {
        int first = Math.max(0, Math.min(from, length));
        Map<String, double[]> slice = new LinkedHashMap<>();
        for (String name : names.isEmpty() ? columns.keySet() : names) {
            double[] column = columns.get(name);
            if (column != null) {
                double[] part = filled(length - first);
                int present = Math.max(0, Math.min(length, column.length) - first);
                System.arraycopy(column, Math.min(first, column.length), part, 0, present);
                slice.put(name, part);
            }
        }
        return new Slice(generation, first, length, slice);
    }
}
