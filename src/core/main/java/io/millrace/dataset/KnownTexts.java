package io.millrace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Known prompts, each with the position where it was first seen. */
public final class KnownTexts {
    private final Function<Prompt, String> key;
    private final Map<String, String> places = new LinkedHashMap<>();

    private KnownTexts(Function<Prompt, String> key) {
        this.key = key;
    }

    /** Starts empty and compares prompts by letters and digits only, regardless of truths, so that no copy is missed. */
    public KnownTexts() {
        this(PromptText::normalized);
    }

    /** Starts empty and compares prompts by letters, digits, signs and truths, so that no other problem is mistaken for a copy. */
    static KnownTexts problems() {
        return new KnownTexts(PromptText::problem);
    }

    /** Adds the prompts of a data set. */
    public void add(LoadedDataset loaded) {
        for (int i = 0; i < loaded.origins().size(); i++) {
            add(loaded.dataset().get(i), loaded.origins().get(i).place());
        }
    }

    /**
     * Adds the prompts of a file, regardless of its answers.
     *
     * @param field path of the prompt, as in {@link FieldMapping#prompt}
     * @throws DatasetException if any record has none, since unread prompts could not be excluded
     */
    public void add(Path file, String field) {
        RowMapper mapper =
                new RowMapper(new FieldMapping(field, List.of(), "", "", "", ""), "", true, "", task -> false);
        String name = file.getFileName().toString();
        DataFiles.read(file, DatasetFormat.AUTO, new RowReader.Sink() {
            @Override
            public void row(long position, JsonNode row) {
                try {
                    add(new Prompt("-", mapper.asked(row), List.of(), "", "", PromptKind.PLAIN), name + ":" + position);
                } catch (IllegalArgumentException e) {
                    broken(position, String.valueOf(e.getMessage()), "");
                }
            }

            @Override
            public void broken(long position, String reason, String raw) {
                throw new DatasetException(
                        "data set %s: every record must be readable to be excluded from training, record %d is not: %s"
                                .formatted(file, position, reason));
            }
        });
    }

    /** Adds a prompt, unless one like it is known; a prompt without comparable characters equals no other. */
    void add(Prompt prompt, String place) {
        String text = key.apply(prompt);
        if (!text.isEmpty()) {
            places.putIfAbsent(text, place);
        }
    }

    /** The place where an equal prompt was seen, such as {@code math500.json:17}. */
    public Optional<String> place(Prompt prompt) {
        return Optional.ofNullable(places.get(key.apply(prompt)));
    }
}
