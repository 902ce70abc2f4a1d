package io.millrace.batch;

import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.GroupStatistics;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Computes {@link GroupStatistics} over the groups of one minibatch. */
final class BatchStatistics {
    private BatchStatistics() {}

    static GroupStatistics of(
            List<List<GradedResponse>> groups, List<List<float[]>> advantages, int ungraded, long step) {
        List<GradedResponse> all = groups.stream().flatMap(List::stream).toList();
        return new GroupStatistics(
                groups.size(),
                all.size(),
                ungraded,
                mean(all, GradedResponse::reward),
                mean(all, r -> r.correct() ? 1 : 0),
                mean(all, r -> r.response().length()),
                entropy(all),
                mean(all, r -> r.response().finish() == FinishReason.LENGTH ? 1 : 0),
                share(groups, g -> g.stream().allMatch(GradedResponse::correct)),
                share(groups, g -> g.stream().noneMatch(GradedResponse::correct)),
                share(advantages, BatchStatistics::allZero),
                mean(all, r -> step - r.response().oldestStep()),
                all.stream()
                        .mapToLong(r -> step - r.response().oldestStep())
                        .max()
                        .orElse(0));
    }

    /** Of groups that teach nothing too: a policy that collapses is seen there first. */
    private static double entropy(List<GradedResponse> responses) {
        double sum = 0;
        long tokens = 0;
        for (GradedResponse graded : responses) {
            Entropies entropies = graded.response().entropies();
            if (entropies.exact()) {
                for (float value : entropies.values()) {
                    sum += value;
                }
                tokens += entropies.values().length;
            }
        }
        return sum / tokens;
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

    private static <T> double mean(List<T> items, ToDoubleFunction<T> value) {
        return items.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static <T> double share(List<T> items, Predicate<T> holds) {
        return mean(items, item -> holds.test(item) ? 1 : 0);
    }
}
