package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.Require;
import io.millrace.model.Prompt;
import java.util.List;

/**
 * A data set that is held as a list.
 *
 * @param name what metrics and reports call it
 * @param prompts at least one
 */
public record InMemoryDataset(String name, List<Prompt> prompts) implements Dataset {
    public InMemoryDataset {
        requireNonNull(name, "name");
        prompts = List.copyOf(prompts);
        Require.that(!prompts.isEmpty(), "data set %s: must have at least one prompt, had none", name);
    }

    @Override
    public long size() {
        return prompts.size();
    }

    @Override
    public Prompt get(long index) {
        return prompts.get(Math.toIntExact(index));
    }
}
