package io.millrace.report;

import io.millrace.dataset.LoadedDataset;
import io.millrace.dataset.PromptOrigin;
import io.millrace.dataset.PromptText;
import io.millrace.dataset.SkippedRecord;
import io.millrace.dataset.SkippedRecord.Cause;
import io.millrace.dataset.SourceCount;
import io.millrace.dataset.SourceShare;
import io.millrace.dataset.VisitOrder;
import io.millrace.model.Prompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Summary of a data set, source by source, for a terminal. */
public final class DataReport {
    private static final int RULES = 12;
    private static final int RECORDS = 5;
    private static final int TEXT = 400;

    private final LoadedDataset loaded;
    private final Map<String, List<Integer>> indexes = new TreeMap<>();
    private final int width;

    public DataReport(LoadedDataset loaded) {
        this.loaded = loaded;
        for (int i = 0; i < loaded.origins().size(); i++) {
            indexes.computeIfAbsent(loaded.origins().get(i).source(), source -> new ArrayList<>())
                    .add(i);
        }
        width = loaded.sources().stream()
                .mapToInt(count -> count.source().length())
                .reduce("source".length(), Math::max);
    }

    /**
     * For each source, the numbers of records and prompts, its share of the visits, the records left out by cause, and those
     * beyond the source's limit, which were not examined.
     */
    public List<String> counts() {
        List<String> lines = new ArrayList<>();
        lines.add(row("source", "records", "prompts", "visits", causes(LeftOutCounts::name), "beyond limit"));
        for (SourceCount count : loaded.sources()) {
            LeftOutCounts left = new LeftOutCounts(loaded, count.source());
            long prompts = indexes.getOrDefault(count.source(), List.of()).size();
            lines.add(row(
                    count.source(),
                    number(count.records()),
                    number(prompts),
                    Numbers.percent(share(count.source(), prompts)),
                    causes(cause -> number(left.of(cause))),
                    number(count.records() - prompts - left.all())));
        }
        return lines;
    }

    /** Length and, if known, difficulty of the prompts of each source. */
    public List<String> quantiles() {
        List<String> lines = new ArrayList<>();
        lines.add(format("%-" + width + "s  %32s  %32s", "", "characters of a prompt", "difficulty"));
        lines.add(format(
                "%-" + width + "s  %8s%8s%8s%8s  %8s%8s%8s%8s",
                "source",
                "least",
                "half",
                "90 %",
                "most",
                "least",
                "half",
                "90 %",
                "most"));
        indexes.forEach((source, own) -> lines.add(format(
                        "%-" + width + "s  %s  %s",
                        source,
                        quantiles(
                                own.stream()
                                        .mapToDouble(
                                                i -> PromptText.of(prompt(i)).length())
                                        .toArray(),
                                0),
                        quantiles(
                                own.stream()
                                        .map(i -> loaded.origins().get(i).difficulty())
                                        .flatMapToDouble(difficulty -> difficulty.stream())
                                        .toArray(),
                                2))
                .stripTrailing()));
        return lines;
    }

    /** The rules by which records were left out, the most frequent first, each with its first records. */
    public List<String> reasons() {
        Map<String, List<SkippedRecord>> rules = loaded.leftOut().stream()
                .collect(Collectors.groupingBy(
                        one -> "%s, %s: %s".formatted(one.source(), LeftOutCounts.name(one.cause()), one.rule()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<String> lines = new ArrayList<>();
        rules.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, List<SkippedRecord>>>comparingInt(
                                rule -> -rule.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .limit(RULES)
                .forEach(rule -> lines.add(
                        format("%,8d  %s (%s)", rule.getValue().size(), rule.getKey(), records(rule.getValue()))));
        if (rules.size() > RULES) {
            lines.add("%8s  and %d more rules".formatted("", rules.size() - RULES));
        }
        return lines;
    }

    /**
     * Some of the prompts: the first ones in a random order.
     *
     * @param count maximum number of prompts
     * @param seed the seed of the order
     */
    public List<String> samples(int count, long seed) {
        VisitOrder order = loaded.dataset().order(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.min(count, loaded.dataset().size()); i++) {
            int index = Math.toIntExact(order.indexAt(i));
            PromptOrigin origin = loaded.origins().get(index);
            Prompt prompt = prompt(index);
            String difficulty = origin.difficulty().isEmpty()
                    ? ""
                    : ", difficulty " + origin.difficulty().getAsDouble();
            lines.add("%s, %s, task %s%s, query %s"
                    .formatted(prompt.source(), origin.place(), prompt.task(), difficulty, prompt.queryId()));
            shortened(PromptText.of(prompt)).lines().forEach(line -> lines.add("  │ " + line));
            lines.add("  = "
                    + (prompt.truths().isEmpty() ? "(no answer given)" : String.join(" or ", prompt.truths())).strip());
        }
        return lines;
    }

    private Prompt prompt(int index) {
        return loaded.dataset().get(index);
    }

    private double share(String source, long prompts) {
        List<SourceShare> shares = loaded.dataset().shares();
        if (shares.isEmpty()) {
            return (double) prompts / loaded.dataset().size();
        }
        double all = shares.stream().mapToDouble(SourceShare::weight).sum();
        return shares.stream()
                        .filter(share -> share.source().equals(source))
                        .mapToDouble(SourceShare::weight)
                        .sum()
                / all;
    }

    private static List<String> causes(Function<Cause, String> cell) {
        return Arrays.stream(Cause.values()).map(cell).toList();
    }

    private String row(
            String source, String records, String prompts, String visits, List<String> causes, String beyond) {
        return format(
                "%-" + width + "s  %9s%9s%9s  %s  %12s",
                source,
                records,
                prompts,
                visits,
                causes.stream().map(cause -> format("%12s", cause)).collect(Collectors.joining()),
                beyond);
    }

    private static String quantiles(double[] values, int decimals) {
        Arrays.sort(values);
        return IntStream.of(0, 50, 90, 100)
                .mapToObj(percent -> values.length == 0
                        ? "-"
                        : Numbers.fixed(
                                values[(int) Math.max(0, Math.ceil(percent / 100.0 * values.length) - 1)], decimals))
                .map(value -> format("%8s", value))
                .collect(Collectors.joining());
    }

    private static String records(List<SkippedRecord> left) {
        String first = left.stream()
                .limit(RECORDS)
                .map(one -> String.valueOf(one.record().position()))
                .collect(Collectors.joining(", "));
        return left.size() > RECORDS ? first + ", ..." : first;
    }

    private static String shortened(String text) {
        return text.length() <= TEXT ? text : text.substring(0, TEXT) + " ...";
    }

    private static String number(long value) {
        return format("%,d", value);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** Records left out of one source. */
    private record LeftOutCounts(Map<Cause, Long> counts) {
        LeftOutCounts(LoadedDataset loaded, String source) {
            this(loaded.leftOut().stream()
                    .filter(one -> one.source().equals(source))
                    .collect(Collectors.groupingBy(
                            SkippedRecord::cause, () -> new EnumMap<>(Cause.class), Collectors.counting())));
        }

        long of(Cause cause) {
            return counts.getOrDefault(cause, 0L);
        }

        long all() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        static String name(Cause cause) {
            return cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
