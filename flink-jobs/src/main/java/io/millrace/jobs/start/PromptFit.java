package io.millrace.jobs.start;

import static java.util.Objects.requireNonNull;

import io.millrace.config.DataConfig;
import io.millrace.dataset.LoadedDataset;
import io.millrace.dataset.RejectedRecord;
import io.millrace.jobs.console.RefusedException;
import io.millrace.model.Prompt;
import io.millrace.policy.PromptTooLongException;
import io.millrace.token.Tokenizer;
import io.millrace.token.UnreadablePromptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks which prompts of a data set fit a policy.
 *
 * @param data requirements on prompts, and the treatment of those that do not meet them
 * @param tokenizer the policy's tokenizer
 * @param contextTokens maximum length of prompt and response together, in tokens
 */
public record PromptFit(DataConfig data, Tokenizer tokenizer, int contextTokens) {
    public PromptFit {
        requireNonNull(data, "data");
        requireNonNull(tokenizer, "tokenizer");
    }

    /**
     * The training prompts that do not fit. They stay in the data set, and each of their visits ends with that reason.
     *
     * @throws RefusedException if there are any and none is allowed, or if no prompt fits
     */
    public List<RejectedRecord> training(LoadedDataset loaded) {
        return unfit("data.train", loaded, data.promptTokens());
    }

    /**
     * The held-out prompts that do not fit; they are not evaluated.
     *
     * @throws RefusedException as for training prompts
     */
    public List<RejectedRecord> heldOut(LoadedDataset loaded) {
        return unfit("data.eval", loaded, Integer.MAX_VALUE);
    }

    private List<RejectedRecord> unfit(String key, LoadedDataset loaded, int most) {
        List<RejectedRecord> unfit = new ArrayList<>();
        for (long i = 0; i < loaded.dataset().size(); i++) {
            Optional<String> reason = reason(loaded.dataset().get(i), most);
            if (reason.isPresent()) {
                unfit.add(loaded.reject(i, reason.get()));
            }
        }
        if (data.unfit() == DataConfig.Unfit.REFUSE && !unfit.isEmpty()) {
            throw new RefusedException(
                    "%s: all %d prompts must fit, %d do not; the first: %s; fix them, or set data.unfit to drop"
                            .formatted(key, loaded.dataset().size(), unfit.size(), unfit.get(0)));
        }
        if (unfit.size() == loaded.dataset().size()) {
            throw new RefusedException(
                    "%s: none of %d prompts fits; the first: %s".formatted(key, unfit.size(), unfit.get(0)));
        }
        return unfit;
    }

    private Optional<String> reason(Prompt prompt, int most) {
        try {
            int tokens = tokenizer.prompt(prompt.messages()).size();
            PromptTooLongException.check(prompt.queryId(), tokens, most);
            if (tokens >= contextTokens) {
                throw new PromptTooLongException(prompt.queryId(), tokens, contextTokens);
            }
            return Optional.empty();
        } catch (PromptTooLongException | UnreadablePromptException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
