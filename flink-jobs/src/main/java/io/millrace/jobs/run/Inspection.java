package io.millrace.jobs.run;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PolicyConfig;
import io.millrace.dataset.Loaded;
import io.millrace.dataset.Rejected;
import io.millrace.policy.model.ModelConfig;
import io.millrace.policy.text.Tokenizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All that a run checks before it starts, checked without one, to the end whatever is wrong.
 *
 * @param training prompts to learn from, if they can be had
 * @param heldOut prompts to measure on, if they can be had
 * @param tooLong prompts that leave no room for a response
 * @param problems each of which would keep a run from starting
 */
public record Inspection(
        Optional<Loaded> training, Optional<Loaded> heldOut, List<Rejected> tooLong, List<String> problems) {
    public Inspection {
        tooLong = List.copyOf(tooLong);
        problems = List.copyOf(problems);
    }

    /** Looks at everything that a configuration names. */
    public static Inspection of(MillraceConfig config) {
        List<String> problems = new ArrayList<>();
        Optional<Loaded> training = attempt(() -> Inputs.training(config), problems);
        Optional<Loaded> heldOut = attempt(() -> Inputs.heldOut(config), problems);
        Optional<StartingPolicy> policy = attempt(() -> StartingPolicy.find(config), problems);
        List<Rejected> tooLong = new ArrayList<>();
        policy.ifPresent(found -> {
            training.ifPresent(prompts -> tooLong.addAll(tooLong("data.train", prompts, found, config, problems)));
            heldOut.ifPresent(prompts -> tooLong.addAll(tooLong("data.eval", prompts, found, config, problems)));
        });
        return new Inspection(training, heldOut, tooLong, problems);
    }

    private static List<Rejected> tooLong(
            String key, Loaded prompts, StartingPolicy policy, MillraceConfig config, List<String> problems) {
        return attempt(
                        () -> DeadLetters.tooLong(
                                key, prompts, Tokenizers.load(policy.given()), context(policy, config.policy())),
                        problems)
                .orElse(List.of());
    }

    private static int context(StartingPolicy policy, PolicyConfig config) {
        int most = policy.model().map(ModelConfig::positions).orElse(Integer.MAX_VALUE);
        return config.contextTokens() == 0 ? most : Math.min(most, config.contextTokens());
    }

    private static <T> Optional<T> attempt(Supplier<T> check, List<String> problems) {
        try {
            return Optional.of(check.get());
        } catch (RefusedException e) {
            problems.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
