package io.millrace.batch;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.GroupStatistics;
import io.millrace.model.Mean;
import io.millrace.model.Origin;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.ordered.OrderedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Computes {@link GroupStatistics} over the groups of one round. */
final class BatchStatistics {
    private BatchStatistics() {}

    static GroupStatistics of(
            List<List<GradedResponse>> groups, List<List<float[]>> advantages, int ungraded, long step) {
        GroupStatistics all = GroupStatistics.NONE;
        for (int g = 0; g < groups.size(); g++) {
            all = all.plus(ofGroup(groups.get(g), advantages.get(g), step));
        }
        return all.plus(new GroupStatistics(0, 0, ungraded, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of()));
    }

    private static GroupStatistics ofGroup(List<GradedResponse> group, List<float[]> advantages, long step) {
        List<GradedResponse> own = group.stream()
                .filter(r -> r.response().origin() == Origin.SAMPLED)
                .toList();
        double entropy = 0;
        long entropyTokens = 0;
        for (GradedResponse graded : own) {
            if (graded.response().entropies().exact()) {
                float[] entropies = graded.response().sampledEntropies();
                for (float value : entropies) {
                    entropy += value;
                }
                entropyTokens += entropies.length;
            }
        }
        return new GroupStatistics(
                1,
                own.size(),
                0,
                own.stream().mapToDouble(GradedResponse::reward).sum(),
                count(own, r -> r.correct() ? 1 : 0),
                count(own, r -> r.response().length()),
                entropy,
                entropyTokens,
                count(own, r -> r.response().finish() == FinishReason.LENGTH ? 1 : 0),
                !own.isEmpty() && own.stream().allMatch(GradedResponse::correct) ? 1 : 0,
                !own.isEmpty() && own.stream().noneMatch(GradedResponse::correct) ? 1 : 0,
                allZero(advantages) ? 1 : 0,
                count(own, r -> step - r.response().oldestStep()),
                own.stream()
                        .mapToLong(r -> step - r.response().oldestStep())
                        .max()
                        .orElse(0),
                count(group, r -> r.response().origin() == Origin.REPLAYED ? 1 : 0),
                rewards(own),
                figures(own, group));
    }

    private static Map<String, Mean> figures(List<GradedResponse> own, List<GradedResponse> group) {
        Map<String, Mean> figures = new LinkedHashMap<>(revisions(group));
        for (GradedResponse graded : own) {
            graded.response()
                    .interaction()
                    .metrics()
                    .forEach((name, value) -> figures.merge(name, new Mean(value, 1), Mean::plus));
        }
        return figures;
    }

    /** Empty for a group without revisions. */
    private static Map<String, Mean> revisions(List<GradedResponse> group) {
        List<Response> revised = group.stream()
                .map(GradedResponse::response)
                .filter(r -> r.origin() == Origin.REVISED)
                .toList();
        long copies = count(group, r -> r.response().origin() == Origin.COPIED ? 1 : 0);
        if (copies + revised.size() == 0) {
            return Map.of();
        }
        long tokens = revised.stream().mapToLong(Response::sampledTokens).sum();
        return OrderedMap.of(
                GroupStatistics.REVISIONS,
                new Mean((double) copies + revised.size(), 1),
                GroupStatistics.REVISION_TOKENS,
                new Mean(tokens, revised.size()));
    }

    /** Responses sampled for revisions that have left their groups. */
    static Map<String, Mean> replaced(List<GradedGroup> groups) {
        int count = groups.stream().mapToInt(group -> group.replaced().count()).sum();
        long tokens =
                groups.stream().mapToLong(group -> group.replaced().tokens()).sum();
        return count == 0 ? Map.of() : Map.of(GroupStatistics.REVISION_TOKENS, new Mean(tokens, count));
    }

    private static Map<String, Double> rewards(List<GradedResponse> responses) {
        Map<String, Double> sums = new TreeMap<>();
        for (GradedResponse response : responses) {
            for (Rewards.Component component : response.rewards().components()) {
                sums.merge(component.name(), component.value(), Double::sum);
            }
        }
        return sums;
    }

    private static long count(List<GradedResponse> responses, ToLongFunction<GradedResponse> value) {
        return responses.stream().mapToLong(value).sum();
    }

    private static boolean allZero(List<float[]> group) {
        for (float[] response : group) {
            for (float advantage : response) {
                if (advantage != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
