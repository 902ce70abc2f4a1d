package io.millrace.assembly;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MillraceConfig;
import io.millrace.method.Method;
import io.millrace.method.MethodContext;
import io.millrace.reward.BatchReward;
import io.millrace.reward.GroupReward;
import io.millrace.reward.ResponseReward;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Rewards in addition to the task's: those of the methods, then those of the list in the configuration. */
final class AddedRewards {
    private final MillraceConfig config;
    private final MethodContext context;
    private final ListedRewards listed;

    AddedRewards(MillraceConfig config, MethodContext context) {
        this.config = requireNonNull(config, "config");
        this.context = requireNonNull(context, "context");
        listed = new ListedRewards(config, context.tokenizer());
    }

    /** Rewards of single responses. */
    List<ResponseReward> ofResponses() {
        return both(methods(Method::responseRewards), listed.ofResponses());
    }

    /** Rewards that compare the responses of a group. */
    List<GroupReward> ofGroups() {
        return both(methods(Method::groupRewards), listed.ofGroups());
    }

    /** Rewards that consider all groups of a batch. */
    List<BatchReward> ofBatches() {
        return both(methods(Method::batchRewards), listed.ofBatches());
    }

    /** Names of the components of all these rewards. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        methods(Method::responseRewards).forEach(reward -> names.add(reward.name()));
        methods(Method::groupRewards).forEach(reward -> names.add(reward.name()));
        methods(Method::batchRewards).forEach(reward -> names.add(reward.name()));
        config.rewards().forEach(reward -> names.add(reward.name()));
        return names;
    }

    private <R> List<R> methods(BiFunction<Method, MethodContext, List<R>> rewards) {
        return config.methods().stream()
                .flatMap(method -> rewards.apply(method, context).stream())
                .toList();
    }

    private static <R> List<R> both(List<R> some, List<R> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
