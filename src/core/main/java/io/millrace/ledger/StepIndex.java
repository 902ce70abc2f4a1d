package io.millrace.ledger;

import io.millrace.codec.StepJson;
import io.millrace.ledger.Fault.Rule;
import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** The steps of a channel of steps: optimizer steps, groups and rows of each round. */
public final class StepIndex {
    private static final int STEPS = 0;
    private static final int GROUPS = 1;
    private static final int ROWS = 2;
    private static final int VALUES = 3;

    private final Faults faults;
    private final boolean partial;
    private long[] values = new long[VALUES * 256];
    private long first;
    private long last;
    private long updates;

    /**
     * @param deleted number of records that retention has deleted at the channel's beginning
     * @param mostFaults number of faults to describe
     */
    public StepIndex(long deleted, int mostFaults) {
        partial = deleted > 0;
        faults = new Faults(mostFaults);
    }

    /** Adds a record of the channel, in order. */
    public void accept(long record, String text) {
        long step;
        Map<String, Double> figures;
        try {
            figures = StepJson.read(text);
            step = step(figures);
        } catch (IOException e) {
            faults.add(Rule.STEPS_AGREE, "steps: record %d is not a step (%s)", record, String.valueOf(e.getMessage()));
            return;
        }
        long update = value(figures, StepFigure.UPDATES, updates + 1);
        if (updates > 0 && update != updates + 1) {
            faults.add(Rule.STEP_ORDER, "steps: updates must be %d in record %d, was %d", updates + 1, record, update);
        }
        updates = update;
        boolean compensation = value(figures, StepFigure.COMPENSATION, 0) > 0;
        if (first == 0) {
            first = step;
        } else if (step != last + 1 && !(step == last && compensation)) {
            faults.add(
                    Rule.STEP_ORDER,
                    "steps: learner_step must be %d in record %d, was %d",
                    compensation ? last : last + 1,
                    record,
                    step);
        }
        if (step < first || step - first > last - first + MinibatchIndex.LARGEST_GAP) {
            return;
        }
        last = Math.max(last, step);
        add(step, STEPS, 1);
        add(step, GROUPS, value(figures, StepFigure.GROUPS, 0));
        add(step, ROWS, value(figures, StepFigure.ROWS, 0));
    }

    /** Adds the failure that ended reading. */
    public void unreadable(String reason) {
        faults.add(Rule.READABLE, "%s", reason);
    }

    private static long step(Map<String, Double> figures) throws IOException {
        long step = value(figures, Metric.LEARNER_STEP, 0);
        if (step < 1) {
            throw new IOException("%s must be >= 1, was %s"
                    .formatted(Metric.LEARNER_STEP.key(), figures.get(Metric.LEARNER_STEP.key())));
        }
        return step;
    }

    private static long value(Map<String, Double> figures, Figure figure, long absent) {
        Double value = figures.get(figure.key());
        return value == null ? absent : value.longValue();
    }

    private void add(long step, int value, long more) {
        int at = Math.toIntExact((step - first) * VALUES) + value;
        if (at >= values.length) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, at + VALUES));
        }
        values[at] += more;
    }

    private long value(long step, int value) {
        int at = Math.toIntExact((step - first) * VALUES) + value;
        return at < values.length ? values[at] : 0;
    }

    /** Whether all records of a round are held. */
    boolean holds(long step) {
        return first > 0 && step <= last && (partial ? step > first : step >= first);
    }

    /** Number of optimizer steps of a round, compensation steps included. */
    long steps(long step) {
        return value(step, STEPS);
    }

    /** Number of groups that were trained on in a round. */
    long groups(long step) {
        return value(step, GROUPS);
    }

    /** Number of rows that were trained on in a round. */
    long rows(long step) {
        return value(step, ROWS);
    }

    /** The last round; 0 if there is none. */
    public long last() {
        return last;
    }

    Faults faults() {
        return faults;
    }
}
