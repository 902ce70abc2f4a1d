package io.millrace.agent.format;

import io.millrace.agent.CallFormat;
import io.millrace.agent.ToolSpec;
import io.millrace.agent.WrittenCall;
import io.millrace.plugin.TypeName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The form of Llama 3: a turn that is a JSON object and nothing else, {@code {"name": "search", "parameters": {"query": "rain"}}},
 * possibly after {@code <|python_tag|>}.
 */
@TypeName("llama3")
public record Llama3() implements CallFormat {
    private static final String TAG = "<|python_tag|>";

    @Override
    public List<WrittenCall> calls(String turn) {
        String text = turn.strip();
        boolean tagged = text.startsWith(TAG);
        String call = tagged ? text.substring(TAG.length()).strip() : text;
        return tagged || call.startsWith("{") && call.contains("\"name\"")
                ? List.of(WrittenCall.json(call, "parameters"))
                : List.of();
    }

    @Override
    public String instructions(List<ToolSpec> tools) {
        return "You may call tools. To call one, write nothing but a JSON object with name and parameters. The tools:\n"
                + tools.stream().map(tool -> tool.function().toString()).collect(Collectors.joining("\n"));
    }

    @Override
    public String observation(List<String> results) {
        return results.stream().map("\n%s\n"::formatted).collect(Collectors.joining());
    }
}
