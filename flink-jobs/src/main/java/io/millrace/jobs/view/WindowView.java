package io.millrace.jobs.view;

import io.millrace.codec.WindowJson;
import io.millrace.window.Count;
import io.millrace.window.SeriesKey;
import io.millrace.window.WindowFold;
import io.millrace.window.WindowPart;
import io.millrace.window.WindowStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The windows of a run: the newest of each size, so that the recent past is known by 10 s and all of the run by 10 min.
 * Thread-safe.
 */
public final class WindowView {
    private static final int KEPT = 360;
    private static final long SHORTEST_MILLIS = 10_000;

    private WindowFold metrics = new WindowFold(KEPT);
    private WindowFold trends = new WindowFold(3 * KEPT);
    private WindowFold unpublished = new WindowFold(KEPT);
    private long newestPart = -1;

    /** A window of all series. */
    private record Cell(long start, int seconds, TreeMap<SeriesKey, WindowStatistics> series) {}

    /** A slice that is being summed. */
    private static final class Sum {
        private final WindowStatistics statistics = new WindowStatistics(0);
        private long from = Long.MAX_VALUE;
        private long to;
        private long firstStep = -1;
        private long lastStep = -1;

        void add(Cell cell, SeriesKey series, WindowStatistics more) {
            statistics.add(more);
            from = Math.min(from, cell.start());
            to = Math.max(to, cell.start() + 1000L * cell.seconds());
            if (series.steps().known()) {
                firstStep = firstStep < 0
                        ? series.steps().from()
                        : Math.min(firstStep, series.steps().from());
                lastStep = Math.max(lastStep, series.steps().to());
            }
        }
    }

    /** The records of the channel with the short windows. */
    RecordView metrics() {
        return records(
                part -> {
                    metrics.add(part);
                    newestPart = Math.max(newestPart, part.part());
                },
                () -> {
                    metrics = new WindowFold(KEPT);
                    unpublished = new WindowFold(KEPT);
                    newestPart = -1;
                });
    }

    /** The records of the channel with the long windows. */
    RecordView trends() {
        return records(part -> trends.add(part), () -> trends = new WindowFold(3 * KEPT));
    }

    /**
     * Replaces the parts of short windows that the job in this process has not published yet.
     *
     * @return whether there are any
     */
    synchronized boolean unpublished(List<WindowPart> parts) {
        WindowFold fold = new WindowFold(KEPT);
        parts.stream().filter(part -> part.part() > newestPart).forEach(fold::add);
        boolean changed = !fold.sizes().isEmpty() || !unpublished.sizes().isEmpty();
        unpublished = fold;
        return changed;
    }

    private interface PartConsumer {
        void add(WindowPart part);
    }

    private RecordView records(PartConsumer add, Runnable clear) {
        return new RecordView() {
            @Override
            public void add(long number, String line) throws IOException {
                WindowPart part = WindowJson.read(line);
                synchronized (WindowView.this) {
                    add.add(part);
                }
            }

            @Override
            public void clear() {
                synchronized (WindowView.this) {
                    clear.run();
                }
            }
        };
    }

    /** The distribution of a value. */
    public synchronized Slices slices(SliceQuery query) {
        List<Cell> cells = cells();
        Map<Long, Sum> sums = query.bySteps() ? bySteps(cells, query) : byTime(cells, query);
        List<Sum> kept =
                sums.values().stream().filter(sum -> !sum.statistics.isEmpty()).toList();
        SliceBins bins = new SliceBins(
                query.value(), kept.stream().map(sum -> sum.statistics).toList());
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            slices.add(slice(kept.get(i), query.value(), bins, i));
        }
        return new Slices(
                query.value(),
                bins.width(),
                Slice.LEVELS,
                values(cells),
                names(cells, SeriesKey::source),
                names(cells, SeriesKey::task),
                names(cells, SeriesKey::mode),
                slices);
    }

    /** The smallest windows that are still kept, for each stretch of time. */
    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        long covered = Long.MAX_VALUE;
        List<NavigableMap<Long, TreeMap<SeriesKey, WindowStatistics>>> sizes =
                List.of(metrics.windows(10), metrics.windows(60), trends.windows(600));
        int[] seconds = {10, 60, 600};
        for (int i = 0; i < seconds.length; i++) {
            int size = seconds[i];
            long end = covered;
            sizes.get(i).forEach((start, series) -> {
                if (end == Long.MAX_VALUE || start + 1000L * size <= end) {
                    cells.add(new Cell(start, size, series));
                }
            });
            covered = cells.stream().mapToLong(Cell::start).min().orElse(Long.MAX_VALUE);
        }
        unpublished.windows(10).forEach((start, series) -> cells.add(new Cell(start, 10, series)));
        return cells;
    }

    private static Map<Long, Sum> byTime(List<Cell> cells, SliceQuery query) {
        long first = cells.stream().mapToLong(Cell::start).min().orElse(0);
        long last = cells.stream().mapToLong(Cell::start).max().orElse(0);
        long width = SHORTEST_MILLIS;
        for (int i = 0; (last - first) / width >= query.most(); i++) {
            width *= i % 3 == 1 ? 3 : 2; // 10 s, 20 s, 1 min, 2 min, 4 min, 12 min, ...
        }
        Map<Long, Sum> sums = new TreeMap<>();
        for (Cell cell : cells) {
            Sum sum = sums.computeIfAbsent(cell.start() / width, start -> new Sum());
            cell.series().forEach((series, statistics) -> {
                if (query.matches(series)) {
                    sum.add(cell, series, statistics);
                }
            });
        }
        return sums;
    }

    private static Map<Long, Sum> bySteps(List<Cell> cells, SliceQuery query) {
        long first = Long.MAX_VALUE;
        long last = 0;
        for (Cell cell : cells) {
            for (SeriesKey series : cell.series().keySet()) {
                if (series.steps().known() && query.matches(series)) {
                    first = Math.min(first, series.steps().from());
                    last = Math.max(last, series.steps().from());
                }
            }
        }
        long width = Math.max(1, (last - first) / query.most() + 1);
        Map<Long, Sum> sums = new TreeMap<>();
        for (Cell cell : cells) {
            cell.series().forEach((series, statistics) -> {
                if (series.steps().known() && query.matches(series)) {
                    sums.computeIfAbsent(series.steps().from() / width, start -> new Sum())
                            .add(cell, series, statistics);
                }
            });
        }
        return sums;
    }

    private static Slice slice(Sum sum, String value, SliceBins bins, int index) {
        WindowStatistics statistics = sum.statistics;
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Count count : Count.values()) {
            counts.put(count.key(), statistics.count(count));
        }
        boolean sketched = statistics.sketches().contains(value);
        return new Slice(
                sum.from,
                sum.to,
                sum.firstStep,
                sum.lastStep,
                counts,
                statistics.ungraded(),
                statistics.collapseRate(),
                statistics.moments(value).mean(),
                sketched
                        ? Slice.LEVELS.stream()
                                .map(level -> statistics.sketch(value).quantile(level))
                                .toList()
                        : List.of(),
                bins.first(index),
                bins.counts(index));
    }

    private static List<String> values(List<Cell> cells) {
        TreeSet<String> values = new TreeSet<>();
        cells.forEach(cell -> cell.series().values().forEach(statistics -> {
            values.addAll(statistics.histograms());
            values.addAll(statistics.sketches());
        }));
        return List.copyOf(values);
    }

    private static List<String> names(List<Cell> cells, Function<SeriesKey, String> name) {
        TreeSet<String> names = new TreeSet<>();
        cells.forEach(cell -> cell.series().keySet().forEach(series -> names.add(name.apply(series))));
        return List.copyOf(names);
    }
}
