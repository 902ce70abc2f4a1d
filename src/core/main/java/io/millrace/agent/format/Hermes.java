package io.millrace.agent.format;

import io.millrace.agent.CallFormat;
import io.millrace.agent.ToolSpec;
import io.millrace.agent.WrittenCall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The form of Hermes and Qwen: {@code <tool_call>{"name": "search", "arguments": {"query": "rain"}}</tool_call>}, possibly several
 * times in a turn; results are read between {@code <tool_response>} tags.
 */
public record Hermes() implements CallFormat {
    private static final String OPEN = "<tool_call>";
    private static final String CLOSE = "</tool_call>";

    @Override
    public List<WrittenCall> calls(String turn) {
        List<WrittenCall> calls = new ArrayList<>();
        int open = turn.indexOf(OPEN);
        while (open >= 0) {
            int from = open + OPEN.length();
            int close = turn.indexOf(CLOSE, from);
            if (close < 0) {
                calls.add(WrittenCall.malformed(turn.substring(from).strip(), "must end with " + CLOSE));
                break;
            }
            calls.add(WrittenCall.json(turn.substring(from, close).strip(), "arguments"));
            open = turn.indexOf(OPEN, close);
        }
        return calls;
    }

    @Override
    public String instructions(List<ToolSpec> tools) {
        return "You may call tools. For each call, write a JSON object with name and arguments between <tool_call> and </tool_call> tags. The tools:\n"
                + tools.stream().map(tool -> tool.function().toString()).collect(Collectors.joining("\n"));
    }

    @Override
    public String observation(List<String> results) {
        return results.stream()
                .map("\n<tool_response>\n%s\n</tool_response>\n"::formatted)
                .collect(Collectors.joining());
    }
}
