package io.millrace.agent.format;

import io.millrace.agent.CallFormat;
import io.millrace.agent.WrittenCall;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.util.List;

/**
 * The form for tiny policies without words: {@code ?a=} calls the only tool with the argument {@code a}, and the result follows at
 * once. A turn ends with the end mark, so it has one call.
 *
 * @param callMark starts a call
 * @param endMark ends a call; one token
 * @param failureMark result of a call that failed
 */
public record Symbols(
        @Default("?") String callMark,
        @Default("=") String endMark,
        @Default("!") String failureMark) implements CallFormat {
    public Symbols {
        OptionRules rules = new OptionRules("symbols");
        rules.that(!callMark.isEmpty(), "callMark", "must not be empty");
        rules.that(!endMark.isEmpty(), "endMark", "must not be empty");
        rules.that(!failureMark.isEmpty(), "failureMark", "must not be empty");
        rules.that(!callMark.equals(endMark), "endMark", "must differ from callMark, was %s", endMark);
        rules.done();
    }

    @Override
    public List<WrittenCall> calls(String turn) {
        if (!turn.endsWith(endMark)) {
            return List.of();
        }
        String text = turn.substring(0, turn.length() - endMark.length());
        int mark = text.lastIndexOf(callMark);
        return List.of(
                mark < 0
                        ? WrittenCall.malformed(text, "must start with " + callMark)
                        : WrittenCall.nameless(text.substring(mark + callMark.length())));
    }

    @Override
    public String observation(List<String> results) {
        return String.join("", results);
    }

    @Override
    public String failure(String message) {
        return failureMark;
    }

    @Override
    public List<String> turnEnds() {
        return List.of(endMark);
    }

    @Override
    public boolean nameless() {
        return true;
    }
}
