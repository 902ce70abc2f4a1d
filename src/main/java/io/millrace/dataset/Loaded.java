package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.Require;
import io.millrace.model.ChatMessage;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A data set, where its prompts come from, and the records of its file that are not in it.
 *
 * @param dataset what could be read
 * @param file the file's name, or the name of the task that made the prompts up
 * @param positions of the prompts in the file, in the order of the data set, counted as {@link Rejected#position}
 * @param rejected what could not, in file order
 */
public record Loaded(Dataset dataset, String file, List<Long> positions, List<Rejected> rejected) {
    public Loaded {
        requireNonNull(dataset, "dataset");
        requireNonNull(file, "file");
        positions = List.copyOf(positions);
        rejected = List.copyOf(rejected);
        Require.that(
                positions.size() == dataset.size(),
                "data set %s: must have a position for each of %d prompts, had %d",
                file,
                dataset.size(),
                positions.size());
    }

    /** A prompt of the data set as one that cannot be used. */
    public Rejected reject(long index, String reason) {
        String raw =
                dataset.get(index).messages().stream().map(ChatMessage::content).collect(Collectors.joining("\n"));
        return new Rejected(file, positions.get(Math.toIntExact(index)), reason, raw);
    }
}
