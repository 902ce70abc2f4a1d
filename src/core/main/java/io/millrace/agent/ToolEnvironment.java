package io.millrace.agent;

import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** An environment whose actions are tool calls. A turn without a call is the last one. */
final class ToolEnvironment implements Environment {
    private final Toolbox tools;
    private final Prompt prompt;
    private final int maxCalls;
    private int calls;

    ToolEnvironment(Toolbox tools, Prompt prompt, int maxCalls) {
        this.tools = tools;
        this.prompt = prompt;
        this.maxCalls = maxCalls;
    }

    @Override
    public Step step(Turn turn) throws Exception {
        List<ToolCall> made = new ArrayList<>();
        for (WrittenCall call : tools.format().calls(turn.text())) {
            ToolCall ended = calls++ < maxCalls ? tools.call(call, prompt) : tools.refused(call, maxCalls);
            made.add(ended);
            if (ended.outcome() == ToolCall.Outcome.ANSWERED) {
                return Step.done(made);
            }
        }
        if (made.isEmpty()) {
            return Step.done(made);
        }
        List<String> results = made.stream().map(ToolCall::result).toList();
        List<ChatMessage> messages =
                results.stream().map(result -> new ChatMessage("tool", result)).toList();
        return Step.next(new Observation(tools.format().observation(results), messages), made);
    }
}
