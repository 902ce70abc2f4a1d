package io.millrace.assembly;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MillraceConfig;
import io.millrace.method.autothink.AutoThinkConfig;
import io.millrace.method.autothink.Balance;
import io.millrace.method.autothink.BaseReward;
import io.millrace.method.autothink.LengthShaping;
import io.millrace.method.autothink.Modes;
import io.millrace.method.r3.LengthBonus;
import io.millrace.method.r3.R3Config;
import io.millrace.method.r3.StructuralEntropyRanking;
import io.millrace.method.rearl.ReaRlConfig;
import io.millrace.method.rearl.RefinedLength;
import io.millrace.method.rearl.ReflectionReward;
import io.millrace.reward.BatchReward;
import io.millrace.reward.GroupReward;
import io.millrace.reward.ResponseReward;
import io.millrace.text.ReflectionMarks;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the methods that are switched on, and the list in the configuration, add to the task's reward, in stream order. */
final class MethodRewards {
    private final MillraceConfig config;
    private final Tokenizer tokenizer;

    MethodRewards(MillraceConfig config, Tokenizer tokenizer) {
        this.config = requireNonNull(config, "config");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
    }

    /**
     * Those that look at one response. AutoThink's is the first, since it says what a response is worth in all before anything
     * is added to it.
     *
     * @param measured threshold of REA-RL's reflection reward, if it had to be measured
     */
    List<ResponseReward> ofResponses(OptionalDouble measured) {
        return both(methodsOfResponses(measured), new ListedRewards(config, tokenizer).ofResponses());
    }

    private List<ResponseReward> methodsOfResponses(OptionalDouble measured) {
        List<ResponseReward> rewards = new ArrayList<>();
        ReaRlConfig rearl = config.method().rearl();
        if (config.method().autothink().enabled()) {
            rewards.add(new BaseReward(modes()));
        }
        if (rearl.rewardsReflection()) {
            rewards.add(new ReflectionReward(
                    rearl.reflectionReward().weight(),
                    threshold(rearl, measured),
                    new Thoughts(tokenizer, config.thinking(), config.opening()),
                    new ReflectionMarks(config.thinking())));
        }
        if (config.method().r3().lengthBonus().enabled()) {
            rewards.add(new LengthBonus(config.method().r3().lengthBonus()));
        }
        return rewards;
    }

    private static double threshold(ReaRlConfig rearl, OptionalDouble measured) {
        OptionalDouble fixed = rearl.reflectionReward().fixed();
        return (fixed.isPresent() ? fixed : measured)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "method.rearl.reflectionReward.threshold: must have been measured before the job began, was not"));
    }

    /** Those that compare the responses of a group. */
    List<GroupReward> ofGroups() {
        return both(methodsOfGroups(), new ListedRewards(config, tokenizer).ofGroups());
    }

    private List<GroupReward> methodsOfGroups() {
        List<GroupReward> rewards = new ArrayList<>();
        R3Config r3 = config.method().r3();
        if (config.method().rearl().rewardsLength()) {
            rewards.add(new RefinedLength(config.method().rearl().lengthReward()));
        }
        if (r3.ranking().enabled()) {
            rewards.add(new StructuralEntropyRanking(r3.ranking()));
        }
        if (config.method().autothink().enabled()) {
            rewards.add(new LengthShaping(config.method().autothink()));
        }
        return rewards;
    }

    /** Those that look at all groups of a batch. */
    List<BatchReward> ofBatches() {
        return both(methodsOfBatches(), new ListedRewards(config, tokenizer).ofBatches());
    }

    private List<BatchReward> methodsOfBatches() {
        AutoThinkConfig autothink = config.method().autothink();
        return autothink.enabled() ? List.of(new Balance(autothink, modes())) : List.of();
    }

    /** Names of the components of all of them. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        // None depends on the threshold, and it need not have been measured where only names are asked for.
        methodsOfResponses(OptionalDouble.of(1)).forEach(reward -> names.add(reward.name()));
        methodsOfGroups().forEach(reward -> names.add(reward.name()));
        methodsOfBatches().forEach(reward -> names.add(reward.name()));
        config.rewards().forEach(reward -> names.add(reward.name()));
        return names;
    }

    private static <R> List<R> both(List<R> some, List<R> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private Modes modes() {
        return new Modes(tokenizer, config.thinking(), config.method().autothink());
    }
}
