package io.millrace.jobs.inspect;

import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Formats one query's history for a terminal. */
public final class History {
    private static final String HEAD = "%8s %6s  %-8s %9s %7s %8s  %-11s %-9s %-7s %s";
    private static final String ROW = "%8d %6d  %-8s %9.4f %,7d %8d  %-11s %-9s %-7s %s";

    private History() {}

    /** A summary of the query. */
    public static List<String> head(QueryLine query) {
        List<String> lines = new ArrayList<>();
        lines.add("query %s".formatted(query.query()));
        lines.add(format(
                "  visits %,d, responses %,d, %s correct, mean reward %.4f, recent reward %.4f",
                query.visits(),
                query.responses(),
                query.responses() == 0 ? "none" : format("%.1f %%", 100 * query.passRate()),
                query.meanReward(),
                query.recentReward()));
        lines.add(format(
                "  latest run of visits with all responses correct: %,d, with none correct: %,d; last graded by version %d",
                query.solveAllRun(), query.solveNoneRun(), query.lastVersion()));
        lines.add(format(
                "  reflections: %,d sent, %,d graded, %,d of them with a correct response",
                query.reflectionsSent(), query.reflectionsTried(), query.reflectionsWon()));
        lines.add(format(
                "  remembered: %,d correct, %,d incorrect, %,d tokens, %,d bytes",
                query.correct(), query.wrong(), query.tokens(), query.bytes()));
        return lines;
    }

    /** The newest trajectories of a query, newest last, each with its text if there is a tokenizer. */
    public static List<String> render(List<TrajectoryLine> trajectories, int most, Optional<Tokenizer> tokenizer) {
        List<TrajectoryLine> sorted = trajectories.stream()
                .sorted(Comparator.comparingLong(TrajectoryLine::number))
                .skip(Math.max(0, trajectories.size() - most))
                .toList();
        List<String> lines = new ArrayList<>();
        if (sorted.size() < trajectories.size()) {
            lines.add("the newest %d of %d:".formatted(sorted.size(), trajectories.size()));
        }
        lines.add(HEAD.formatted(
                "number", "visit", "verdict", "reward", "tokens", "version", "context", "origin", "end", "remembered"));
        for (TrajectoryLine line : sorted) {
            lines.add(row(line));
            if (line.components().length > 1) {
                lines.add("         = " + line.breakdown());
            }
            tokenizer.ifPresent(known -> known.decode(new TokenIds(line.ids()))
                    .lines()
                    .map(text -> "         │ " + text)
                    .forEach(lines::add));
        }
        return lines;
    }

    private static String row(TrajectoryLine line) {
        return format(
                ROW,
                line.number(),
                line.visit(),
                line.verdict(),
                line.reward(),
                line.tokens(),
                line.version(),
                line.context(),
                line.origin(),
                line.finish(),
                Instant.ofEpochMilli(line.time()).truncatedTo(ChronoUnit.SECONDS));
    }

    /** A table of queries. */
    public static List<String> table(List<QueryLine> queries) {
        List<String> lines = new ArrayList<>();
        lines.add("%8s %7s %9s %12s %12s %13s  %s"
                .formatted("visits", "correct", "reward", "recently", "remembered", "bytes", "query"));
        for (QueryLine query : queries) {
            lines.add(format(
                    "%,8d %7s %9.4f %12.4f %12s %,13d  %s",
                    query.visits(),
                    query.responses() == 0 ? "-" : format("%.1f %%", 100 * query.passRate()),
                    query.meanReward(),
                    query.recentReward(),
                    query.correct() + " + " + query.wrong(),
                    query.bytes(),
                    query.query()));
        }
        return lines;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
