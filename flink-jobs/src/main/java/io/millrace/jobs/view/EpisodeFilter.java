package io.millrace.jobs.view;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * Which responses to list; an empty text matches all.
 *
 * @param source source of the prompt
 * @param mode mode of the response
 * @param verdict verdict
 * @param finish why it ended
 * @param origin origin in its group
 * @param text part of the query's id, of the start of the prompt, or of the response, in any case
 * @param query the query's whole id
 * @param collapse collapse of the group
 * @param firstStep first optimizer step of the weights that sampled it
 * @param lastStep last one
 * @param from start of the event time, in epoch milliseconds
 * @param to its end, excluded
 * @param value name of a value
 * @param low smallest value
 * @param high largest value, excluded
 */
public record EpisodeFilter(
        String source,
        String mode,
        String verdict,
        String finish,
        String origin,
        String text,
        String query,
        String collapse,
        long firstStep,
        long lastStep,
        long from,
        long to,
        String value,
        double low,
        double high) {
    public EpisodeFilter {
        requireNonNull(source, "source");
        requireNonNull(value, "value");
        text = text.toLowerCase(Locale.ROOT);
    }

    private static boolean is(String wanted, String actual) {
        return wanted.isEmpty() || wanted.equals(actual);
    }

    /** Whether a visit may have matching responses. */
    boolean matches(VisitLine visit) {
        return is(source, visit.source())
                && is(query, visit.query())
                && is(collapse, visit.collapse())
                && visit.time() >= from
                && visit.time() < to;
    }

    /** Whether the text is in a visit's id or prompt, so that all its responses match. */
    boolean textMatches(VisitLine visit) {
        return text.isEmpty()
                || visit.query().toLowerCase(Locale.ROOT).contains(text)
                || visit.prompt().toLowerCase(Locale.ROOT).contains(text);
    }

    /** Whether a response of a matching visit matches, apart from its text. */
    boolean matches(ResponseLine response) {
        if (!is(mode, response.mode())
                || !is(verdict, response.verdict())
                || !is(finish, response.finish())
                || !is(origin, response.origin())
                || response.step() < firstStep
                || response.step() > lastStep) {
            return false;
        }
        if (value.isEmpty()) {
            return true;
        }
        double found = response.value(value);
        return found >= low && found < high;
    }
}
