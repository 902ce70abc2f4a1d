package io.millrace.jobs.start;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PolicyConfig;
import io.millrace.dataset.LoadedDataset;
import io.millrace.dataset.RejectedRecord;
import io.millrace.huggingface.ModelConfig;
import io.millrace.jobs.console.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Performs all checks of a run's start without starting it, and continues after problems to report all of them.
 *
 * @param training prompts to train on, if they can be read
 * @param heldOut prompts to evaluate on, if they can be read
 * @param unfit prompts that do not fit the policy
 * @param remarks notes for the user about the policy
 * @param preview the first training prompt that fits the policy, with the rewards of sample answers; empty if there is
 *     none
 * @param problems the problems, each of which would keep a run from starting
 */
public record Inspection(
        Optional<LoadedDataset> training,
        Optional<LoadedDataset> heldOut,
        List<RejectedRecord> unfit,
        List<String> remarks,
        List<String> preview,
        List<String> problems) {
    public Inspection {
        unfit = List.copyOf(unfit);
        remarks = List.copyOf(remarks);
        preview = List.copyOf(preview);
        problems = List.copyOf(problems);
    }

    /** Checks everything that a configuration refers to. */
    public static Inspection of(MillraceConfig config) {
        List<String> problems = new ArrayList<>();
        Optional<LoadedDataset> training = attempt(() -> Inputs.training(config), problems);
        Optional<LoadedDataset> heldOut = attempt(() -> Inputs.heldOut(config), problems);
        attempt(
                () -> {
                    ChannelStart.checkAddresses(config);
                    return true;
                },
                problems);
        Optional<StartingPolicy> policy = attempt(() -> StartingPolicy.find(config), problems);
        List<RejectedRecord> unfit = new ArrayList<>();
        policy.map(found -> promptFit(found, config)).ifPresent(promptFit -> {
            training.ifPresent(prompts ->
                    attempt(() -> promptFit.training(prompts), problems).ifPresent(unfit::addAll));
            heldOut.ifPresent(prompts ->
                    attempt(() -> promptFit.heldOut(prompts), problems).ifPresent(unfit::addAll));
        });
        List<String> remarks =
                policy.map(found -> Previews.remarks(found.tokenizer(config))).orElse(List.of());
        List<String> preview = policy.isPresent() && training.isPresent() && problems.isEmpty()
                ? attempt(() -> Previews.first(config, policy.get(), training.get()), problems)
                        .orElse(List.of())
                : List.of();
        return new Inspection(training, heldOut, unfit, remarks, preview, problems);
    }

    private static PromptFit promptFit(StartingPolicy policy, MillraceConfig config) {
        return new PromptFit(config.data(), policy.tokenizer(config), context(policy, config.policy()));
    }

    private static int context(StartingPolicy policy, PolicyConfig config) {
        int most = policy.model().map(ModelConfig::positions).orElse(Integer.MAX_VALUE);
        return Math.min(most, config.contextLimit());
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
