package io.millrace.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.dataset.RejectedRecord;
import io.millrace.json.JsonMappers;
import io.millrace.model.PolicySteps;
import io.millrace.model.PromptVisit;
import io.millrace.model.VisitEnd;

/** Records of data sets and visits that could not be used, as one line of JSON each: the records of the dead letters' channel. */
public final class DeadLetterJson {
    private DeadLetterJson() {}

    /**
     * Formats a record of a data set.
     *
     * @param run name of the run
     * @param time when it was read, in epoch milliseconds
     */
    public static String write(RejectedRecord rejected, String run, long time) {
        return write(new Envelope(run, time, PolicySteps.NONE).head(RecordSchema.DEAD_LETTER), rejected);
    }

    /** Formats a visit, in the fields of a data set's record: source, position, reason, text. */
    public static String write(VisitEnd end, String run) {
        PromptVisit visit = end.visit();
        ObjectNode head = new Envelope(run, visit.readAt(), end.policy())
                .head(RecordSchema.DEAD_LETTER)
                .put("query", visit.prompt().queryId())
                .put("visit", visit.visit());
        return write(
                head,
                new RejectedRecord(
                        visit.split(),
                        visit.ordinal(),
                        "%s: %s".formatted(end.kind(), end.detail()),
                        "%s: %s"
                                .formatted(
                                        visit.prompt().queryId(), visit.prompt().messages())));
    }

    private static String write(ObjectNode head, RejectedRecord rejected) {
        try {
            return Envelope.join(head, JsonMappers.plain().writeValueAsString(rejected));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("dead letter %s: must be writable".formatted(rejected), e);
        }
    }
}
