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

/** Prompts that are known already, and where each was first seen. */
public final class KnownTexts {
    private final Function<Prompt, String> key;
    private final Map<String, String> places = new LinkedHashMap<>();

    private KnownTexts(Function<Prompt, String> key) {
        this.key = key;
    }

    /** None yet, compared by letters and digits, whatever is accepted: no copy of them is missed. */
    public KnownTexts() {
        this(PromptText::normalized);
    }

    /** None yet, compared by letters, digits, signs and truths: no other problem is taken for one of them. */
    static KnownTexts problems() {
        return new KnownTexts(PromptText::problem);
    }

    /** Adds the prompts of a data set. */
    public void add(Loaded loaded) {
        for (int i = 0; i < loaded.origins().size(); i++) {
            add(loaded.dataset().get(i), loaded.origins().get(i).place());
        }
    }

    /**
     * Adds the prompts of a file, whatever answers it has.
     *
     * @param field path of the prompt, as in {@link FieldMapping#prompt}
     * @throws DatasetException if any record has none: what is not read is not kept out
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
                        "data set %s: every record must be readable to be kept out, record %d is not: %s"
                                .formatted(file, position, reason));
            }
        });
    }

    /** Adds a prompt, unless one like it is known; a prompt of which nothing is compared is like no other. */
    void add(Prompt prompt, String place) {
        String text = key.apply(prompt);
        if (!text.isEmpty()) {
            places.putIfAbsent(text, place);
        }
    }

    /** Where a prompt like this was seen, as {@code math500.json:17}. */
    public Optional<String> place(Prompt prompt) {
        return Optional.ofNullable(places.get(key.apply(prompt)));
    }
}
