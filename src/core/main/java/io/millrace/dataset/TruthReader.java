package io.millrace.dataset;

import static io.millrace.dataset.filter.FieldPath.kind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.check.Require;
import io.millrace.dataset.filter.FieldPath;
import io.millrace.verify.AnswerSources;
import io.millrace.verify.Extraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the accepted answers of a record. The following formats are recognised:
 *
 * <pre>
 *   "42", 42, 42.0, ["42", "42.0"]      a text, a number, alternatives
 *   "[\"42\"]", "['42']", "\"42\""      the same as JSON or Python within a text
 *   "1+2=3\n#### 1,200"                 a solution of GSM8K: 1200
 *   "... so $\boxed{\frac{3}{4}}$."     a solution of MATH: \frac{3}{4}
 * </pre>
 */
final class TruthReader {
    /** Maximum length in characters of a solution without a marked answer that is taken as the answer itself. */
    private static final int MAX_ANSWER_LENGTH = 200;

    private static final Pattern HASHES = Pattern.compile("(?:\\A|\n)####[ \t]*([^\n]*\\S)\\s*\\z");
    private static final Pattern THOUSANDS = Pattern.compile("[-+]?\\$?\\d{1,3}(?:,\\d{3})++(?:\\.\\d+)?");
    private static final Pattern BOX = Pattern.compile("\\\\(boxed|fbox|framebox)(?![A-Za-z])");
    /** Possessive, since backtracking groups cost a stack frame per repetition. */
    private static final String QUOTED = "'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'";

    private static final Pattern PYTHON_LIST =
            Pattern.compile("\\[\\s*+" + QUOTED + "\\s*+(?:,\\s*+" + QUOTED + "\\s*+)*+]");
    private static final Pattern PYTHON_TEXT = Pattern.compile(QUOTED);
    private static final Extraction BOXED = new Extraction(List.of(AnswerSources.BOXED));

    private TruthReader() {}

    /**
     * The answers of a field, at least one.
     *
     * @param recognise whether an answer is extracted from its enclosing text
     * @throws IllegalArgumentException if there is none
     */
    static List<String> field(JsonNode value, String path, boolean recognise) {
        Require.that(!value.isArray() || !value.isEmpty(), "%s must have at least one answer, had none", path);
        List<String> truths = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            String text = FieldPath.text(one)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "%s must be a string, a number or a list of them, was %s".formatted(path, kind(one))));
            truths.addAll(recognise && one.isTextual() ? texts(text) : List.of(text));
        }
        return truths;
    }

    /**
     * The answer of a worked solution.
     *
     * @throws IllegalArgumentException if no answer is marked in it and it is too long to be one itself
     */
    static List<String> solution(String text, String path) {
        if (hashes(text).isPresent()
                || text.strip().length() <= MAX_ANSWER_LENGTH && !text.strip().contains("\n")) {
            return BOX.matcher(text).find() ? boxes(text) : texts(text);
        }
        Require.that(
                BOX.matcher(text).find(),
                "%s must hold its answer in \\boxed{...} or after ####, held neither; set fields.truths to the field of the answer",
                path);
        return boxes(text);
    }

    /** The content of the box in a text; with several boxes, the whole text, which the verifier parses. */
    private static List<String> boxes(String text) {
        long boxes = BOX.matcher(text).results().count();
        return List.of(boxes == 1 ? BOXED.answer(text).orElse(text) : text);
    }

    private static List<String> texts(String text) {
        String bare = text.strip();
        if (bare.startsWith("[\"") || bare.startsWith("[ \"") || bare.startsWith("\"")) {
            Optional<List<String>> json = json(bare);
            if (json.isPresent()) {
                return json.get();
            }
        }
        if (PYTHON_LIST.matcher(bare).matches()) {
            return PYTHON_TEXT
                    .matcher(bare)
                    .results()
                    .map(one -> one.group(1).replaceAll("\\\\([\\\\'])", "$1"))
                    .toList();
        }
        return List.of(hashes(text).orElse(text));
    }

    /** The strings of a JSON list of strings, or a single JSON string; empty for anything else. */
    private static Optional<List<String>> json(String text) {
        try {
            JsonNode value = Json.whole(text);
            List<String> texts = new ArrayList<>();
            for (JsonNode one : value.isArray() ? value : List.of(value)) {
                if (!one.isTextual()) {
                    return Optional.empty();
                }
                texts.add(one.textValue());
            }
            return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> hashes(String text) {
        Matcher last = HASHES.matcher(text);
        if (!last.find()) {
            return Optional.empty();
        }
        String answer = last.group(1).strip();
        return Optional.of(THOUSANDS.matcher(answer).matches() ? answer.replace(",", "") : answer);
    }
}
