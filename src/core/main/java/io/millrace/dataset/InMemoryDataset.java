package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.Prompt;
import java.util.List;

/**
 * A data set held in a list.
 *
 * @param name name in metrics and reports
 * @param prompts at least one
 * @param shares the shares of the prompts' sources, in their order; empty visits every prompt equally often
 */
public record InMemoryDataset(String name, List<Prompt> prompts, List<SourceShare> shares) implements Dataset {
    public InMemoryDataset {
        requireNonNull(name, "name");
        prompts = List.copyOf(prompts);
        shares = List.copyOf(shares);
        Require.that(!prompts.isEmpty(), "data set %s: must have at least one prompt, had none", name);
        long shared = shares.stream().mapToLong(SourceShare::prompts).sum();
        Require.that(
                shares.isEmpty() || shared == prompts.size(),
                "data set %s: shares must cover all %d prompts, covered %d",
                name,
                prompts.size(),
                shared);
    }

    /** A data set whose prompts are all visited equally often. */
    public InMemoryDataset(String name, List<Prompt> prompts) {
        this(name, prompts, List.of());
    }

    @Override
    public long size() {
        return prompts.size();
    }

    @Override
    public Prompt get(long index) {
        return prompts.get(Math.toIntExact(index));
    }

    @Override
    public EpochOrder order(long seed) {
        return shares.isEmpty() ? Dataset.super.order(seed) : new MixedOrder(seed, shares);
    }
}
