package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * A tool call in a response.
 *
 * @param tool name of the tool, as the policy wrote it; empty if the call has no readable name
 * @param arguments arguments as the policy wrote them
 * @param outcome how it ended
 * @param result text that the policy read
 * @param millis time that it took, in milliseconds, at least 0
 */
public record ToolCall(String tool, String arguments, Outcome outcome, String result, long millis) {
    /** How a call ended. Failures of infrastructure are not among them: they end the response, which is then ungraded. */
    public enum Outcome {
        /** The tool returned a result. */
        DONE,
        /** The tool returned a result that is the answer, and so ended the response. */
        ANSWERED,
        /** The tool rejected the call, for instance a search without a query. */
        REJECTED,
        /** The call could not be parsed. */
        MALFORMED,
        /** There is no tool of that name. */
        UNKNOWN_TOOL,
        /** The arguments do not match the tool's schema. */
        INVALID_ARGUMENTS,
        /** The response had made the maximum number of calls before. */
        TOO_MANY;

        /** Whether the call itself was wrong, whatever the tool would have returned. */
        public boolean malformed() {
            return this == MALFORMED || this == UNKNOWN_TOOL || this == INVALID_ARGUMENTS;
        }
    }

    public ToolCall {
        requireNonNull(tool, "tool");
        requireNonNull(arguments, "arguments");
        requireNonNull(outcome, "outcome");
        requireNonNull(result, "result");
        Require.that(millis >= 0, "tool call: millis must be >= 0, was %d", millis);
    }
}
