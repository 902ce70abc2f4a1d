package io.millrace.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.dataset.filter.FieldPath;
import io.millrace.model.Prompt;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads prompts from records with additional content. */
public final class Records {
    private final RowMapper mapper;

    /**
     * @param fields paths of the fields in a record
     * @param source the source of records that name none
     * @param task the task of records that name none
     * @param answers whether the truths of a task, by its name, are answers that may be extracted from surrounding text
     */
    public Records(FieldMapping fields, String source, String task, Predicate<String> answers) {
        this.mapper = new RowMapper(fields, source, false, task, answers);
    }

    /**
     * The prompt of a record; its id is that of the first record with this prompt in a data set.
     *
     * @throws IllegalArgumentException if there is none; the message is the rule
     */
    public Prompt prompt(JsonNode row) {
        return mapper.map(row);
    }

    /**
     * The answer of the assistant at the end of a record's conversation; empty if the user spoke last.
     *
     * @throws IllegalArgumentException if there is no conversation
     */
    public Optional<String> answer(JsonNode row) {
        return mapper.answer(row);
    }

    /** A text that is one JSON value. */
    public static JsonNode parse(byte[] text) throws IOException {
        return Json.whole(text);
    }

    /** A text that is one JSON value. */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return Json.whole(text);
    }

    /** The reason why a text is not JSON. */
    public static String reason(JsonProcessingException e) {
        return Json.reason(e);
    }

    /** The value at a path, whose names are joined by dots; a missing node if there is none. */
    public static JsonNode at(JsonNode row, String path) {
        return FieldPath.at(row, path);
    }

    /** The first of some paths that a record has; empty if it has none. */
    public static String firstPresent(JsonNode row, List<String> paths) {
        return RowMapper.firstPresent(row, paths);
    }
}
