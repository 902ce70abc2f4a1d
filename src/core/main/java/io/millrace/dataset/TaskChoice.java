package io.millrace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.Prompt;
import io.millrace.task.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Chooses the task of a file by its first records if the configuration leaves it to the data: the task that generated most of its
 * prompts, if there is one; the only verifier, if there is only one; {@code choice} for letters; {@code math} for mathematics.
 * Otherwise the task must be configured: a wrong task would grade every response as incorrect.
 */
public final class TaskChoice {
    private static final int MAX_PROMPTS = 1000;
    private static final String MATH = "math";
    private static final String CHOICE = "choice";
    private static final Pattern LETTER = Pattern.compile("\\(?[A-Ja-j][).]?");
    private static final Pattern MATHEMATICAL = Pattern.compile("[0-9\\\\^=<>+√π]|\\A[a-zA-Z]\\z");

    private final Tasks tasks;
    private final List<Prompt> prompts;

    private TaskChoice(Tasks tasks, List<Prompt> prompts) {
        this.tasks = tasks;
        this.prompts = prompts;
    }

    /**
     * The task of a file.
     *
     * @param format the format of the file
     * @param fields paths of the fields in a record
     * @throws DatasetException if none can be chosen, or the file cannot be read
     */
    public static String of(Path file, DatasetFormat format, FieldMapping fields, Tasks tasks) {
        Sample sample = new Sample(file, fields);
        try {
            DataFiles.read(file, format, sample);
        } catch (Enough e) {
            // The first records decide.
        }
        if (sample.prompts.isEmpty()) {
            throw new DatasetException("data set %s: must hold at least one prompt, had none; %s"
                    .formatted(file, sample.broken.isEmpty() ? "the file is empty" : sample.broken));
        }
        return new TaskChoice(tasks, sample.prompts).choose(file);
    }

    /** The first prompts of a file, regardless of their task. */
    private static final class Sample implements RowReader.Sink {
        private final String name;
        private final RowMapper mapper;
        private final List<Prompt> prompts = new ArrayList<>();
        private String broken = "";

        private Sample(Path file, FieldMapping fields) {
            name = file.getFileName().toString();
            FieldMapping plain = new FieldMapping(
                    fields.prompt(), fields.truths(), "", "", "", "", fields.lastTurn(), fields.literal());
            mapper = new RowMapper(plain, "", true, DatasetConfig.AUTO, task -> true);
        }

        @Override
        public void row(long position, JsonNode row) {
            try {
                prompts.add(mapper.map(row));
            } catch (IllegalArgumentException e) {
                broken(position, String.valueOf(e.getMessage()), "");
            }
            if (prompts.size() == MAX_PROMPTS) {
                throw new Enough();
            }
        }

        @Override
        public void broken(long position, String reason, String raw) {
            if (broken.isEmpty()) {
                broken = "%s:%d: %s".formatted(name, position, reason);
            }
        }
    }

    private String choose(Path file) {
        Optional<String> generator =
                tasks.generators().stream().filter(this::madeBy).findFirst();
        if (generator.isPresent()) {
            return generator.get();
        }
        List<String> verifiers = tasks.names().stream()
                .filter(name -> !tasks.generators().contains(name))
                .toList();
        if (verifiers.size() == 1) {
            return verifiers.get(0);
        }
        List<String> truths =
                prompts.stream().flatMap(prompt -> prompt.truths().stream()).toList();
        if (truths.isEmpty()) {
            throw refused(
                    file,
                    verifiers,
                    "its records have no answer to infer it from; name the answer's field in fields.truths, or");
        }
        if (verifiers.contains(CHOICE) && all(truths, LETTER.asMatchPredicate())) {
            return CHOICE;
        }
        if (verifiers.contains(MATH) && most(truths, MATHEMATICAL.asPredicate()) && most(prompts, this::mathematics)) {
            return MATH;
        }
        throw refused(
                file,
                verifiers,
                "it cannot be inferred from answers such as '%s';"
                        .formatted(truths.get(0).strip()));
    }

    private boolean madeBy(String generator) {
        return most(prompts, prompt -> tasks.refusal(as(prompt, generator)).isEmpty());
    }

    private boolean mathematics(Prompt prompt) {
        return tasks.refusal(as(prompt, MATH)).isEmpty();
    }

    private static Prompt as(Prompt prompt, String task) {
        return new Prompt(prompt.queryId(), prompt.messages(), prompt.truths(), prompt.source(), task, prompt.kind());
    }

    private static DatasetException refused(Path file, List<String> verifiers, String why) {
        return new DatasetException("data set %s: task must be given, because %s set task to one of %s"
                .formatted(file, why, String.join(", ", verifiers)));
    }

    private static <T> boolean all(List<T> values, Predicate<T> rule) {
        return values.stream().allMatch(rule);
    }

    private static <T> boolean most(List<T> values, Predicate<T> rule) {
        return values.stream().filter(rule).count() * 2 > values.size();
    }

    /** Stops reading a file. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Enough() {
            super("enough", null, false, false);
        }
    }
}
