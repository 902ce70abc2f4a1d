package io.millrace.jobs.view;

import io.millrace.model.EnvironmentTurn;
import io.millrace.model.ToolCall;
import java.util.List;

/**
 * A turn of the environment in a response, with texts that a page can show.
 *
 * @param from first token of its observation
 * @param to one past the last one; equal to {@code from} if the response ended with the calls
 * @param calls the calls of the policy's turn before it, in order
 */
public record TurnDetail(int from, int to, List<Call> calls) {
    /** Characters of a text of a call that are shown at most. */
    static final int MOST_CHARACTERS = 20_000;

    /**
     * A tool call.
     *
     * @param tool name of the tool, as the policy wrote it; cut if it is long
     * @param arguments arguments as the policy wrote them; likewise
     * @param outcome how it ended
     * @param malformed whether the call itself was wrong
     * @param result text that the policy read; cut if it is long
     * @param characters length of the whole result in characters
     * @param millis time that it took, in milliseconds
     */
    public record Call(
            String tool,
            String arguments,
            String outcome,
            boolean malformed,
            String result,
            int characters,
            long millis) {
        static Call of(ToolCall call) {
            return new Call(
                    cut(call.tool()),
                    cut(call.arguments()),
                    call.outcome().name(),
                    call.outcome().malformed(),
                    cut(call.result()),
                    call.result().length(),
                    call.millis());
        }
    }

    static TurnDetail of(EnvironmentTurn turn) {
        return new TurnDetail(
                turn.observation().from(),
                turn.observation().to(),
                turn.calls().stream().map(Call::of).toList());
    }

    /** The beginning of a text; no character is cut in half. */
    private static String cut(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        boolean half = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1));
        return text.substring(0, half ? MOST_CHARACTERS - 1 : MOST_CHARACTERS);
    }
}
