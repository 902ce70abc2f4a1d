package io.millrace.window;

import io.millrace.check.Require;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.Verdict;
import io.millrace.model.VisitEnd;
import io.millrace.ordered.OrderedMap;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Aggregates observations into windows of 10 s, and those into longer windows. Mutable; not thread-safe.
 *
 * <p>It has its own event clock, which is the newest event time observed. A window is closed when its end is {@code lateness} before
 * that clock, or nothing has been observed for as long. {@link #flush} returns parts of the short windows each time, and each long
 * window when it is closed; later data are a further part.
 */
public final class WindowAggregator {
    /** Size of the short windows, in seconds. */
    public static final int SHORT = 10;

    /**
     * The settings.
     *
     * @param publishShort whether parts of the short windows are returned
     * @param held sizes of the long windows, in seconds, multiples of {@value #SHORT}
     * @param lateness time for which a window stays open after its end, at least 0
     * @param sources maximum number of pairs of source and task with series of their own, at least 1
     * @param perBin sampled responses for each bin of the reward, at least 0
     * @param publishOpen whether long windows are returned at every flush, in parts, before they are closed
     */
    public record Settings(
            boolean publishShort, List<Integer> held, Duration lateness, int sources, int perBin, boolean publishOpen)
            implements Serializable {
        public Settings {
            held = List.copyOf(held);
            Require.that(
                    held.stream().allMatch(seconds -> seconds > SHORT && seconds % SHORT == 0),
                    "windows: long ones must be multiples of %d s, were %s",
                    SHORT,
                    held);
            Require.that(!lateness.isNegative(), "windows: lateness must be >= 0 s, was %s", lateness);
        }
    }

    /**
     * The state after a flush.
     *
     * @param part number of the next part
     * @param newest the event clock, in epoch milliseconds
     * @param width of the ranges of steps
     * @param ranges first steps of the newest ranges that have occurred, by the start of their interval of event time
     * @param sources pairs of source and task that have series of their own
     * @param open the long windows that have not been returned
     */
    public record State(
            long part,
            long newest,
            long width,
            Map<Long, List<Long>> ranges,
            List<List<String>> sources,
            List<WindowPart> open) {
        /** The state at the start. */
        public static final State START = new State(0, 0, 1, Map.of(), List.of(), List.of());

        public State {
            ranges = OrderedMap.sortedCopyOf(ranges);
            sources = List.copyOf(sources);
            open = List.copyOf(open);
        }
    }

    private final Settings settings;
    private final SeriesLimit limit;
    private final TreeMap<WindowKey, Accumulation> shorts = new TreeMap<>();
    private final TreeMap<WindowKey, Accumulation> longs = new TreeMap<>();
    private long part;
    private long newest;
    private long lastInput = -1;

    /** The aggregates of a window. */
    private static final class Accumulation {
        final WindowStatistics statistics;
        long time;
        PolicySteps policy = PolicySteps.NONE;

        Accumulation(int perBin) {
            statistics = new WindowStatistics(perBin);
        }

        void add(long eventTime, PolicySteps steps, WindowStatistics more) {
            time = Math.max(time, eventTime);
            policy = policy.and(steps);
            statistics.add(more);
        }
    }

    /** Continues from a state. */
    public WindowAggregator(Settings settings, State state) {
        this.settings = settings;
        part = state.part();
        newest = state.newest();
        limit = new SeriesLimit(
                settings.sources(),
                state.sources().stream()
                        .map(pair -> new SeriesLimit.Pair(pair.get(0), pair.get(1)))
                        .toList(),
                state.width(),
                state.ranges());
        for (WindowPart open : state.open()) {
            accumulation(longs, open.key()).add(open.time(), open.policy(), open.statistics());
        }
    }

    private Accumulation accumulation(TreeMap<WindowKey, Accumulation> windows, WindowKey key) {
        return windows.computeIfAbsent(key, window -> new Accumulation(settings.perBin()));
    }

    /**
     * Adds an observation. One without an event time belongs to no window and is left out.
     *
     * @param now processing time, in epoch milliseconds
     */
    public void add(Observation observed, long now) {
        lastInput = now;
        if (observed.time() == 0) {
            return;
        }
        newest = Math.max(newest, observed.time());
        if (observed instanceof GroupObservation group) {
            add(group);
        } else {
            add((EndObservation) observed);
        }
    }

    private void add(GroupObservation group) {
        WindowStatistics whole =
                statistics(group, SeriesKey.NO_MODE, step(group.policy().from()));
        whole.count(Count.GROUPS, 1);
        whole.count(Count.REFLECTED, group.reflection() ? 1 : 0);
        switch (group.collapse()) {
            case ALL_CORRECT -> whole.count(Count.ALL_CORRECT, 1);
            case ALL_INCORRECT -> whole.count(Count.ALL_INCORRECT, 1);
            case NONE -> {}
        }
        boolean late = isClosed(WindowKey.at(group.time(), SHORT, NOWHERE), newest);
        for (GroupObservation.Response response : group.responses()) {
            switch (response.origin()) {
                case SAMPLED -> {
                    WindowStatistics window = statistics(group, response.mode(), step(response.step()));
                    window.count(Count.LATE, late ? 1 : 0);
                    add(group, response, window);
                }
                case REPLAYED -> whole.count(Count.REPLAYED, 1);
                case REVISED -> whole.count(Count.REVISED, 1);
                case COPIED -> whole.count(Count.COPIED, 1);
            }
            if (response.origin() == Origin.REVISED && !response.graded()) {
                whole.ungraded(response.reason(), 1);
            }
        }
    }

    private static PolicySteps step(long step) {
        return step < 0 ? PolicySteps.NONE : new PolicySteps(step, step);
    }

    private static void add(GroupObservation group, GroupObservation.Response response, WindowStatistics window) {
        if (!response.graded()) {
            window.ungraded(response.reason(), 1);
            return;
        }
        window.count(Count.RESPONSES, 1);
        window.count(response.verdict() == Verdict.Kind.CORRECT ? Count.CORRECT : Count.INCORRECT, 1);
        window.count(Count.TRUNCATED, response.truncated() ? 1 : 0);
        window.reward(
                response.reward(), new ResponseId(group.query(), group.visit(), group.reflection(), response.sample()));
        response.rewards().forEach(window::component);
        window.quantile(WindowStatistics.LENGTH, response.length());
        if (!Double.isNaN(response.entropy())) {
            window.quantile(WindowStatistics.ENTROPY, response.entropy());
        }
    }

    private void add(EndObservation end) {
        WindowStatistics whole =
                statistics(end, SeriesKey.NO_MODE, step(end.policy().from()));
        whole.end(end.end().name(), 1);
        if (end.end() == VisitEnd.Kind.TRAINED) {
            whole.zeroAdvantages(end.zeroAdvantage() ? 1 : 0, 1);
        }
        end.staleness().forEach(steps -> whole.quantile(WindowStatistics.STALENESS, steps));
        end.rewards().forEach(rewards -> rewards.forEach(whole::component));
    }

    /** The short window of an observation in a series. */
    private WindowStatistics statistics(Observation observed, String mode, PolicySteps step) {
        WindowKey key = WindowKey.at(observed.time(), SHORT, limit.series(observed, mode, step));
        Accumulation window = accumulation(shorts, key);
        window.time = Math.max(window.time, observed.time());
        window.policy = window.policy.and(observed.policy());
        return window.statistics;
    }

    private static final SeriesKey NOWHERE =
            new SeriesKey(SeriesKey.OTHER, SeriesKey.OTHER, SeriesKey.NO_MODE, PolicySteps.NONE);

    private boolean isClosed(WindowKey key, long clock) {
        return key.end() + settings.lateness().toMillis() <= clock;
    }

    /**
     * Removes and returns the parts to publish now.
     *
     * @param now processing time, in epoch milliseconds
     */
    public List<WindowPart> flush(long now) {
        lastInput = lastInput < 0 ? now : lastInput; // Time in which the job did not run does not close windows.
        long clock = now - lastInput >= settings.lateness().toMillis() ? Long.MAX_VALUE : newest;
        List<WindowPart> parts = new ArrayList<>();
        shorts.forEach((key, window) -> {
            for (int seconds : settings.held()) {
                accumulation(longs, WindowKey.at(key.start(), seconds, key.series()))
                        .add(window.time, window.policy, window.statistics);
            }
            if (settings.publishShort()) {
                parts.add(part(key, window, isClosed(key, newest)));
            }
        });
        shorts.clear();
        for (Iterator<Map.Entry<WindowKey, Accumulation>> open =
                        longs.entrySet().iterator();
                open.hasNext(); ) {
            Map.Entry<WindowKey, Accumulation> window = open.next();
            boolean closed = isClosed(window.getKey(), clock);
            if (closed || settings.publishOpen()) {
                parts.add(part(window.getKey(), window.getValue(), closed));
                open.remove();
            }
        }
        part += parts.isEmpty() ? 0 : 1;
        return parts;
    }

    private WindowPart part(WindowKey key, Accumulation window, boolean closed) {
        return new WindowPart(key, part, closed, window.time, window.policy, window.statistics);
    }

    /** The parts that have not been returned yet, as copies, with the number of the next part. */
    public List<WindowPart> open() {
        List<WindowPart> parts = new ArrayList<>();
        Map<WindowKey, Accumulation> all = new TreeMap<>();
        longs.forEach((key, window) -> copy(all, key, window));
        shorts.forEach((key, window) -> {
            if (settings.publishShort()) {
                copy(all, key, window);
            }
            for (int seconds : settings.held()) {
                copy(all, WindowKey.at(key.start(), seconds, key.series()), window);
            }
        });
        all.forEach((key, window) -> parts.add(part(key, window, false)));
        return parts;
    }

    private void copy(Map<WindowKey, Accumulation> all, WindowKey key, Accumulation window) {
        all.computeIfAbsent(key, one -> new Accumulation(settings.perBin()))
                .add(window.time, window.policy, window.statistics);
    }

    /**
     * The state.
     *
     * @throws IllegalStateException if something has been added since the last flush
     */
    public State state() {
        if (!shorts.isEmpty()) {
            throw new IllegalStateException("windows: must be flushed before their state is taken");
        }
        List<WindowPart> open = new ArrayList<>();
        longs.forEach((key, window) -> open.add(part(key, window, false)));
        return new State(
                part,
                newest,
                limit.width(),
                limit.ranges(),
                limit.pairs().stream()
                        .map(pair -> List.of(pair.source(), pair.task()))
                        .toList(),
                open);
    }
}
