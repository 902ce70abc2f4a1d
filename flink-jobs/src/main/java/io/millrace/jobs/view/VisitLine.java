package io.millrace.jobs.view;

import io.millrace.check.Surrogates;
import io.millrace.episode.GroupRecord;
import java.util.List;

/**
 * A graded visit with its responses, without their tokens.
 *
 * @param record number of its record in the channel of episodes
 * @param query the query's id
 * @param visit the query's visit
 * @param time event time, in epoch milliseconds
 * @param source source of the prompt
 * @param task task of the prompt
 * @param kind plain or reflection
 * @param collapse whether all verdicts of its own responses are equal
 * @param promptLength length of the prompt as the policy saw it, in tokens
 * @param prompt start of the prompt's last message
 * @param end how it ended; empty until it has
 * @param detail why, for an end other than training
 * @param zeroAdvantage whether it was trained with advantages that are all 0
 * @param responses in the order of the group
 */
public record VisitLine(
        long record,
        String query,
        long visit,
        long time,
        String source,
        String task,
        String kind,
        String collapse,
        int promptLength,
        String prompt,
        String end,
        String detail,
        boolean zeroAdvantage,
        List<ResponseLine> responses) {
    private static final int LONGEST_PROMPT = 160;

    public VisitLine {
        responses = List.copyOf(responses);
    }

    /** A visit that has not ended. */
    static VisitLine of(long number, GroupRecord group) {
        return new VisitLine(
                number,
                group.query(),
                group.visit(),
                group.prompt().readAt(),
                group.prompt().prompt().source(),
                group.prompt().prompt().task(),
                group.prompt().prompt().kind().name(),
                group.collapse().name(),
                group.promptLength(),
                excerpt(group.messages().get(group.messages().size() - 1).content()),
                "",
                "",
                false,
                group.responses().stream().map(ResponseLine::of).toList());
    }

    private static String excerpt(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_PROMPT ? line : Surrogates.cut(line, LONGEST_PROMPT) + " …";
    }

    VisitLine ended(String how, String why, boolean zero, List<ResponseLine> with) {
        return new VisitLine(
                record, query, visit, time, source, task, kind, collapse, promptLength, prompt, how, why, zero, with);
    }

    VisitLine with(List<ResponseLine> changed) {
        return ended(end, detail, zeroAdvantage, changed);
    }
}
