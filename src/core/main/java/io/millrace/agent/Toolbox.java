package io.millrace.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.check.Require;
import io.millrace.model.Prompt;
import io.millrace.model.ToolCall;
import io.millrace.model.ToolCall.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Open tools by name, and the format of their calls. Thread-safe. */
final class Toolbox implements AutoCloseable {
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final CallFormat format;
    private final int resultCharacters;
    private final AgentThreads threads;

    /**
     * @param tools their names must differ; closed with this object
     * @param resultCharacters maximum length of a result; longer ones are cut
     */
    Toolbox(List<Tool> tools, CallFormat format, int resultCharacters, AgentThreads threads) {
        for (Tool tool : tools) {
            String name = tool.spec().name();
            Require.that(
                    this.tools.put(name, tool) == null,
                    "agent.tools: names must differ, %s occurs twice: give one of them another name",
                    name);
        }
        Require.that(
                !format.nameless() || this.tools.size() == 1,
                "agent.tools: must be one tool, because calls have no names in this format, were %d",
                this.tools.size());
        this.format = format;
        this.resultCharacters = resultCharacters;
        this.threads = threads;
    }

    CallFormat format() {
        return format;
    }

    /** Whether all results depend on arguments and prompt alone. */
    boolean pure() {
        return tools.values().stream().allMatch(tool -> tool.spec().pure());
    }

    /** A call that is not made, because there were too many before. */
    ToolCall refused(WrittenCall call, int most) {
        return ended(call, Outcome.TOO_MANY, format.failure("no more than %d calls are allowed".formatted(most)), 0);
    }

    /**
     * Makes a call.
     *
     * @throws Exception if the tool's infrastructure failed
     */
    ToolCall call(WrittenCall call, Prompt prompt) throws Exception {
        Optional<Tool> tool = Optional.ofNullable(tools.get(name(call)));
        if (call.parsed().isEmpty()) {
            return ended(call, Outcome.MALFORMED, format.failure("the call " + call.problem()), 0);
        }
        if (tool.isEmpty()) {
            String known = String.join(", ", tools.keySet());
            return ended(
                    call,
                    Outcome.UNKNOWN_TOOL,
                    format.failure("there is no tool %s, only %s".formatted(call.tool(), known)),
                    0);
        }
        long start = threads.nanos();
        Outcome outcome;
        String text;
        try {
            text = run(tool.get(), arguments(tool.get(), call.parsed().get()), prompt);
            outcome = tool.get().spec().last() ? Outcome.ANSWERED : Outcome.DONE;
        } catch (InvalidArgumentsException e) {
            outcome = Outcome.INVALID_ARGUMENTS;
            text = format.failure(String.valueOf(e.getMessage()));
        } catch (ToolRejectionException e) {
            outcome = Outcome.REJECTED;
            text = format.failure(String.valueOf(e.getMessage()));
        }
        return ended(call, outcome, text, TimeUnit.NANOSECONDS.toMillis(threads.nanos() - start));
    }

    /** The name of a tool that calls do not name is recorded all the same. */
    private String name(WrittenCall call) {
        return format.nameless() ? tools.keySet().iterator().next() : call.tool();
    }

    private ToolCall ended(WrittenCall call, Outcome outcome, String text, long millis) {
        return new ToolCall(name(call), call.arguments(), outcome, cut(text), millis);
    }

    private String cut(String text) {
        return text.length() <= resultCharacters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, resultCharacters)))
                        + " ... (%,d of %,d characters)".formatted(resultCharacters, text.length());
    }

    private static JsonNode arguments(Tool tool, WrittenCall.Arguments arguments) {
        if (arguments instanceof WrittenCall.Arguments.Json json) {
            return json.object();
        }
        List<String> names = new ArrayList<>();
        tool.spec().parameters().path("properties").fieldNames().forEachRemaining(names::add);
        Require.that(
                names.size() == 1,
                "tool %s: must have one argument, because calls have no names for them in this format, had %s",
                tool.spec().name(),
                names);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        return object.put(names.get(0), ((WrittenCall.Arguments.Text) arguments).text());
    }

    private String run(Tool tool, JsonNode arguments, Prompt prompt) throws Exception {
        ToolSpec spec = tool.spec();
        if (spec.timeLimit().isZero()) {
            return tool.call(arguments, prompt);
        }
        Future<String> result = threads.submit(() -> tool.call(arguments, prompt));
        try {
            return result.get(spec.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException(
                    "tool %s: must return within %s, did not".formatted(spec.name(), spec.timeLimit()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            result.cancel(true);
        }
    }

    @Override
    public void close() {
        tools.values().forEach(Tool::close);
    }
}
