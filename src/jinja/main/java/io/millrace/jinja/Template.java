package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;
import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** A parsed template. Immutable and thread-safe. */
public final class Template {
    /** Maximum length of a template, in characters. */
    private static final int MAX_LENGTH = 4_000_000;

    private final Statement.Body body;

    private Template(Statement.Body body) {
        this.body = requireNonNull(body, "body");
    }

    /**
     * Parses a template.
     *
     * @throws TemplateException if it is invalid or uses unsupported syntax, with the position
     */
    public static Template parse(String source) {
        check(
                source.length() <= MAX_LENGTH,
                "a template must have at most %d characters, had %d",
                MAX_LENGTH,
                source.length());
        try {
            return new Template(
                    StatementParser.parse(source, Functions.all(LocalDate.EPOCH).keySet()));
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
    }

    /** Templates within the depth limits may still be too deep for a thread with a small stack. */
    private static TemplateException tooDeep() {
        return new TemplateException("expressions and tags must be nested less deeply");
    }

    /**
     * Renders the template with variables.
     *
     * @param variables values by name: String, Long, Double, Boolean, List, Map with strings as keys, {@link None}
     * @param today date of {@code strftime_now}, so that the same conversation gives the same text on any day
     * @throws TemplateException if it cannot be rendered, with position and reason
     */
    public String render(Map<String, Object> variables, LocalDate today) {
        Map<String, Object> all = new LinkedHashMap<>(Functions.all(today));
        all.putAll(variables);
        StringBuilder text = new StringBuilder();
        try {
            body.render(Scope.outermost(all), text);
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
        return text.toString();
    }
}
