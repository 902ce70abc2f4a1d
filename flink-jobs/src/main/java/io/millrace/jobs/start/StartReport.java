package io.millrace.jobs.start;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MillraceConfig;
import io.millrace.dataset.LoadedDataset;
import io.millrace.dataset.RejectedRecord;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.DeadLetters;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.operators.channel.Channel;
import io.millrace.token.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reports the inputs of a run at its start: prompts, tasks, policy, and records that are left out. */
public final class StartReport {
    private final MillraceConfig config;
    private final RunFolder folder;
    private final Screen screen;

    public StartReport(MillraceConfig config, RunFolder folder, Screen screen) {
        this.config = requireNonNull(config, "config");
        this.folder = requireNonNull(folder, "folder");
        this.screen = requireNonNull(screen, "screen");
    }

    /**
     * Reports the inputs; a new run also publishes the records that are left out as dead letters.
     *
     * @param tokenizer the tokenizer of the policy
     */
    public void of(Inputs inputs, Tokenizer tokenizer, boolean resume) throws IOException {
        int context = inputs.policy().contextTokens(config.policy());
        PromptFit promptFit = new PromptFit(config.data(), tokenizer, context);
        List<RejectedRecord> unfit = new ArrayList<>(promptFit.training(inputs.training()));
        List<RejectedRecord> rejected = new ArrayList<>(inputs.training().rejected());
        inputs.heldOut().ifPresent(loaded -> {
            unfit.addAll(promptFit.heldOut(loaded));
            rejected.addAll(loaded.rejected());
        });
        describe(inputs, tokenizer);
        inputs.recorded().ifPresent(recorded -> {
            recorded.lines().forEach(screen::print);
            rejected.addAll(recorded.rejected());
        });
        if (inputs.policy().random()) {
            screen.print("policy: weights drawn at random by policy.init.seed "
                    + inputs.policy().seed());
        }
        if (rejected.size() + unfit.size() > 0) {
            String unfitOnes = unfit.isEmpty()
                    ? ""
                    : ", %d prompts that do not fit the policy and its context of %d tokens"
                            .formatted(unfit.size(), context);
            screen.print("%d records left out%s: see %s"
                    .formatted(rejected.size(), unfitOnes, JobChannels.location(deadLetters())));
        }
        rejected.addAll(unfit);
        if (!resume) {
            DeadLetters.publish(folder, deadLetters(), rejected);
        }
    }

    private Channel deadLetters() {
        return JobChannels.in(folder.root(), config.channels()).deadLetters();
    }

    private void describe(Inputs inputs, Tokenizer tokenizer) {
        screen.print("%s: %d training prompts%s; writing to %s"
                .formatted(
                        config.run().name(),
                        inputs.training().dataset().size(),
                        inputs.heldOut()
                                .map(loaded -> ", %d held-out prompts"
                                        .formatted(loaded.dataset().size()))
                                .orElse(""),
                        folder.root()));
        if (config.data().stream().enabled()) {
            screen.print("prompts arrive in %s; the training prompts above only represent them before the start"
                    .formatted(config.data().stream().from()));
        }
        screen.print("task %s".formatted(String.join(", ", inputs.training().tasks())));
        Previews.remarks(tokenizer).forEach(remark -> screen.print("note: " + remark));
        long unwanted = inputs.training().unwanted()
                + inputs.heldOut().map(LoadedDataset::unwanted).orElse(0L);
        if (unwanted > 0) {
            screen.print("%d records left out as configured: millrace data shows which".formatted(unwanted));
        }
    }
}
