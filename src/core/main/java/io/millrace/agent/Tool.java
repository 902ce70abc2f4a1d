package io.millrace.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.Prompt;

/**
 * A tool that the policy may call. Thread-safe.
 *
 * <p>Most tools are written as a {@link RecordTool}; this interface is for tools that are known only at run time, such as those of a
 * server.
 */
public interface Tool extends AutoCloseable {
    /** Its name, its arguments, and its limits. */
    ToolSpec spec();

    /**
     * Calls the tool.
     *
     * @param arguments a JSON object with the properties of the schema
     * @param prompt the prompt that is being answered
     * @return text that the policy reads
     * @throws InvalidArgumentsException if the arguments do not match the schema
     * @throws ToolRejectionException if the call cannot be answered, and the policy should read why
     * @throws Exception if the tool's infrastructure failed: the response is ungraded
     */
    String call(JsonNode arguments, Prompt prompt) throws Exception;

    /** Releases its resources. */
    @Override
    default void close() {}
}
