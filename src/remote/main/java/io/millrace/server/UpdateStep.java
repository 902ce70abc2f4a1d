package io.millrace.server;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * A step of an update of a server's weights.
 *
 * @param call the request; it fails unless its status is 2xx
 * @param refusal reads from the body of a 2xx reply why the step failed all the same; empty if it succeeded
 */
public record UpdateStep(Call call, Function<JsonNode, Optional<String>> refusal) {
    public UpdateStep {
        requireNonNull(call, "call");
        requireNonNull(refusal, "refusal");
    }

    /** A step whose status says everything. */
    public static UpdateStep of(Call call) {
        return new UpdateStep(call, body -> Optional.empty());
    }

    /** A step whose body has the field {@code success}, which must not be false. */
    public static UpdateStep reportingSuccess(Call call) {
        return new UpdateStep(
                call,
                body -> body.path("success").asBoolean(true)
                        ? Optional.empty()
                        : Optional.of("success must be true, was " + body));
    }
}
