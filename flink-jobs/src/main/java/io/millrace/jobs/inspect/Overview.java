package io.millrace.jobs.inspect;

import io.millrace.operators.compose.Shards;
import io.millrace.ordered.OrderedMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Totals over all queries of a savepoint. */
public final class Overview {
    private static final String[] PASS_RATES = {"0 %", "to 25 %", "to 50 %", "to 75 %", "below 100 %", "100 %"};
    private static final int BAR = 30;

    private final long[] passRates = new long[PASS_RATES.length];
    private long queries;
    private long visits;
    private long responses;
    private long right;
    private double reward;
    private long correct;
    private long wrong;
    private long reflected;
    private long tokens;
    private long bytes;
    private long sent;
    private long tried;
    private long won;
    private long neverGraded;

    /** Computes the totals. */
    public static Overview of(Iterator<QueryLine> lines) {
        Overview overview = new Overview();
        while (lines.hasNext()) {
            overview.add(lines.next());
        }
        return overview;
    }

    private void add(QueryLine query) {
        queries++;
        visits += query.visits();
        responses += query.responses();
        right += query.right();
        reward += query.meanReward() * query.responses();
        correct += query.correct();
        wrong += query.wrong();
        reflected += query.reflected();
        tokens += query.tokens();
        bytes += query.bytes();
        sent += query.reflectionsSent();
        tried += query.reflectionsTried();
        won += query.reflectionsWon();
        if (query.responses() == 0) {
            neverGraded++;
        } else {
            passRates[bucket(query.passRate())]++;
        }
    }

    private static int bucket(double passRate) {
        return passRate == 0 ? 0 : passRate == 1 ? PASS_RATES.length - 1 : (int) Math.min(4, Math.ceil(4 * passRate));
    }

    /** Lines for a terminal. */
    public List<String> render() {
        List<String> lines = new ArrayList<>();
        long trajectories = correct + wrong;
        lines.add(line("queries", "%,d", queries));
        lines.add(line("visits", "%,d  (%s per query)", visits, ratio(visits, queries)));
        lines.add(line(
                "responses",
                "%,d  graded, %s %% correct, mean reward %s",
                responses,
                ratio(100 * right, responses),
                responses == 0 ? "-" : "%.3f".formatted(reward / responses)));
        lines.add(line("trajectories", "%,d  remembered: %,d correct, %,d incorrect", trajectories, correct, wrong));
        lines.add(line("contexts", "%,d plain, %,d reflection", trajectories - reflected, reflected));
        lines.add(line("tokens", "%,d  (%s per trajectory)", tokens, ratio(tokens, trajectories)));
        lines.add(line("bytes", "%,d  (%s per token)", bytes, ratio(bytes, tokens)));
        lines.add(line("reflections", "%,d sent, %,d graded, %,d of them with a correct response", sent, tried, won));
        lines.add("");
        lines.add("queries by share of correct responses, over all their visits");
        long most = Math.max(1, java.util.Arrays.stream(passRates).max().orElse(1));
        for (int i = 0; i < PASS_RATES.length; i++) {
            String bar = "█".repeat((int) Math.ceil((double) BAR * passRates[i] / most));
            lines.add("  %-12s %,8d  %s"
                    .formatted(PASS_RATES[i], passRates[i], bar)
                    .stripTrailing());
        }
        if (neverGraded > 0) {
            lines.add("  %-12s %,8d".formatted("not graded", neverGraded));
        }
        return lines;
    }

    /** Lines for a terminal with the backlog of each shard. */
    public static List<String> shards(List<ShardLine> shards) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%5s %18s %15s %19s".formatted("shard", "minibatches so far", "visits waiting", "replay buffer rows"));
        Map<Integer, ShardLine> byKey = shards.stream().collect(OrderedMap.collector(ShardLine::key, line -> line));
        Shards all = new Shards(Math.max(1, shards.size()));
        for (int shard = 0; shard < shards.size(); shard++) {
            ShardLine line = byKey.get(all.key(shard));
            if (line == null) {
                lines.add(
                        "some shards have not had a visit yet: their lines are missing, and so are the numbers of the others");
                shards.forEach(other -> lines.add(line("?", other)));
                return lines;
            }
            lines.add(line(String.valueOf(shard), line));
        }
        return lines;
    }

    private static String line(String shard, ShardLine line) {
        return "%5s %,18d %,15d %,19d".formatted(shard, line.minibatches(), line.pending(), line.replay());
    }

    private static String line(String name, String pattern, Object... values) {
        return "%-13s".formatted(name) + String.format(Locale.ROOT, pattern, values);
    }

    private static String ratio(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f", (double) part / whole);
    }
}
