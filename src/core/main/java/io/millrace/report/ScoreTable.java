package io.millrace.report;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Summary of graded groups, by source and in total: shares of responses, means over responses, and the contribution of each
 * reward component. Its memory grows with the number of sources, not of groups: only the first 100 distinct reasons for
 * ungraded responses are counted separately.
 */
public final class ScoreTable {
    private static final String ALL = "all";
    private static final String ROW = "%-24s%9s%11s%10s%11s%12s%10s%10s%11s%10s";
    private static final String REWARD = "%-24s%10s%10s%10s%12s";
    private static final int MAX_NAME_WIDTH = 23;
    private static final int REASONS = 100;
    private static final String OTHER_REASONS = "other reasons";

    private final Map<String, Sums> bySource = new TreeMap<>();
    private final Sums all = new Sums();
    private final Map<String, Part> parts = new TreeMap<>();
    private final Map<String, Long> ungraded = new TreeMap<>();

    private static final class Sums {
        private long prompts;
        private long solveAll;
        private long solveNone;
        private long responses;
        private long correct;
        private long ungraded;
        private long truncated;
        private long tokens;
        private double reward;

        void add(GradedGroup group) {
            List<GradedResponse> graded = group.graded();
            long right = graded.stream().filter(GradedResponse::correct).count();
            prompts++;
            solveAll += !graded.isEmpty() && right == graded.size() ? 1 : 0;
            solveNone += !graded.isEmpty() && right == 0 ? 1 : 0;
            correct += right;
            ungraded += group.responses().size() - graded.size();
            for (GradedResponse response : group.responses()) {
                responses++;
                tokens += response.response().length();
                truncated += response.response().finish() == FinishReason.LENGTH ? 1 : 0;
                reward += response.reward();
            }
        }

        String row(String name) {
            long graded = responses - ungraded;
            return ROW.formatted(
                    name.length() <= MAX_NAME_WIDTH ? name : name.substring(0, MAX_NAME_WIDTH - 1) + "…",
                    prompts,
                    responses,
                    Numbers.percent((double) correct / graded),
                    Numbers.percent((double) solveAll / prompts),
                    Numbers.percent((double) solveNone / prompts),
                    Numbers.fixed(reward / graded, 3),
                    Numbers.fixed((double) tokens / responses, 1),
                    Numbers.percent((double) truncated / responses),
                    ungraded);
        }
    }

    private static final class Part {
        private long earned;
        private double sum;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;

        void add(double value) {
            earned++;
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
    }

    /** Adds a group. */
    public void add(GradedGroup group) {
        all.add(group);
        bySource.computeIfAbsent(group.visit().prompt().source(), source -> new Sums())
                .add(group);
        for (GradedResponse response : group.responses()) {
            if (response.verdict().kind() == Verdict.Kind.UNGRADED) {
                String reason = response.verdict().reason();
                boolean apart = ungraded.containsKey(reason) || ungraded.size() < REASONS;
                ungraded.merge(apart ? reason : OTHER_REASONS, 1L, Long::sum);
            }
            for (Rewards.Component component : response.rewards().components()) {
                parts.computeIfAbsent(component.name(), name -> new Part()).add(component.value());
            }
        }
    }

    /** The lines of the tables; shares and rewards are over graded responses. */
    public List<String> render() {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted(
                "source",
                "prompts",
                "responses",
                "correct",
                "solve all",
                "solve none",
                "reward",
                "tokens",
                "truncated",
                "ungraded"));
        if (bySource.size() > 1) {
            bySource.forEach((source, sums) -> lines.add(sums.row(source)));
        }
        lines.add(all.row(bySource.size() == 1 ? bySource.keySet().iterator().next() : ALL));
        lines.add("");
        lines.add(REWARD.formatted("part of the reward", "mean", "least", "most", "responses"));
        long graded = all.responses - all.ungraded;
        parts.forEach((name, part) -> lines.add(REWARD.formatted(
                name,
                Numbers.fixed(part.sum / graded, 3),
                Numbers.fixed(part.earned < graded ? Math.min(0, part.least) : part.least, 3),
                Numbers.fixed(part.earned < graded ? Math.max(0, part.most) : part.most, 3),
                part.earned)));
        ungraded.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(5)
                .forEach(entry -> lines.add("%d not graded: %s".formatted(entry.getValue(), entry.getKey())));
        return lines;
    }
}
