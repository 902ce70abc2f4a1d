package io.millrace.codec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.check.Require;
import io.millrace.json.JsonMappers;
import io.millrace.model.PolicySteps;
import io.millrace.model.PromptVisit;

/**
 * The first fields of every record that leaves a job: {@code schema}, {@code run}, {@code time}, {@code policy_from}, {@code
 * policy_to}. Unknown ones are left out.
 *
 * @param run name of the run
 * @param time when the prompt of the record was read, in epoch milliseconds; the latest one if there are several; 0 if unknown
 * @param policy weights that sampled the responses in the record
 */
public record Envelope(String run, long time, PolicySteps policy) {
    static final String TIME = "time";
    static final String POLICY_FROM = "policy_from";
    static final String POLICY_TO = "policy_to";

    public Envelope {
        requireNonNull(run, "run");
        requireNonNull(policy, "policy");
        Require.that(!run.isBlank(), "envelope: run must not be blank");
        Require.that(time >= 0, "envelope: time must be >= 0, was %d", time);
    }

    /** The first fields of a record. */
    public ObjectNode head(RecordSchema schema) {
        ObjectNode head = JsonMappers.plain().createObjectNode();
        head.put("schema", schema.id()).put("run", run);
        if (time != PromptVisit.UNKNOWN_TIME) {
            head.put(TIME, time);
        }
        if (policy.known()) {
            head.put(POLICY_FROM, policy.from()).put(POLICY_TO, policy.to());
        }
        return head;
    }

    /**
     * A record.
     *
     * @param head its first fields
     * @param body JSON object with its other fields, at least one
     */
    public static String join(ObjectNode head, String body) {
        String first = head.toString();
        return new StringBuilder(first.length() + body.length())
                .append(first, 0, first.length() - 1)
                .append(',')
                .append(body, 1, body.length())
                .toString();
    }
}
