package io.millrace.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.model.Prompt;
import io.millrace.plugin.Extensions;
import java.time.Duration;
import java.util.List;

/**
 * A tool whose arguments are a record, in one class:
 *
 * <pre>
 *   public record Weather(@Default("celsius") String unit) implements RecordTool&lt;Weather.Place&gt; {
 *       public record Place(String city) {}
 *       public String description() { return "The weather in a city."; }
 *       public Class&lt;Place&gt; arguments() { return Place.class; }
 *       public String call(Place place, Prompt prompt) { ... }
 *   }
 * </pre>
 *
 * <p>The components of the tool's own record are its options. Thread-safe.
 *
 * @param <A> the arguments: a record of text, numbers, truth values, enums, lists and records of these; a component of type
 *     {@code Optional} may be left out; see {@link Describe}
 */
public interface RecordTool<A extends Record> extends ToolType {
    /** What the tool does, for the policy. */
    String description();

    /** The type of its arguments. */
    Class<A> arguments();

    /**
     * Calls the tool.
     *
     * @return text that the policy reads
     * @throws ToolRejectionException if the call cannot be answered, and the policy should read why
     * @throws Exception if its infrastructure failed: the response is ungraded
     */
    String call(A arguments, Prompt prompt) throws Exception;

    /** Maximum duration of a call; zero if it only computes. */
    default Duration timeLimit() {
        return Duration.ZERO;
    }

    /** Whether the result depends on arguments and prompt alone. */
    default boolean pure() {
        return true;
    }

    /** Whether a call ends the response, with its result as the answer. */
    default boolean last() {
        return false;
    }

    @Override
    default List<Tool> open(String name) {
        ObjectNode schema = ArgumentSchema.of(arguments());
        ToolSpec spec = new ToolSpec(
                name.isEmpty() ? Extensions.type(this) : name, description(), schema, timeLimit(), pure(), last());
        return List.of(new Tool() {
            @Override
            public ToolSpec spec() {
                return spec;
            }

            @Override
            public String call(JsonNode given, Prompt prompt) throws Exception {
                return RecordTool.this.call(ArgumentSchema.read(given, arguments()), prompt);
            }
        });
    }
}
