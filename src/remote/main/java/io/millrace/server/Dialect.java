package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.LogProbs;
import io.millrace.policy.Sampling;
import java.util.List;
import java.util.Optional;

/**
 * The JSON of a kind of server: pure functions between requests and replies. What a reply must say is checked here, so that a
 * {@link Completion} is consistent.
 */
public interface Dialect {
    /** Its name in messages, for instance {@code vllm /v1/completions}. */
    String name();

    /** Maximum number of samples in a request. */
    default int samplesPerCall() {
        return Integer.MAX_VALUE;
    }

    /** The request for samples. All sampling settings are sent, since servers take the defaults of omitted ones from the model. */
    Call sample(SampleCall call);

    /**
     * Reads the reply to {@link #sample}.
     *
     * @return by sample
     * @throws IllegalArgumentException if the reply is inconsistent; the message is the violated rule
     */
    List<Completion> completions(JsonNode reply, SampleCall call);

    /**
     * The distribution that log-probabilities of samples refer to.
     *
     * @param scaled whether the server was found to divide logits by the temperature
     */
    default LogProbs.Scale scale(boolean scaled, Sampling sampling) {
        return scaled && sampling.temperature() != 1 && sampling.temperature() != 0
                ? LogProbs.Scale.SCALED
                : LogProbs.Scale.RAW;
    }

    /** The request that succeeds if the server is alive. */
    default Call health() {
        return Call.get("/health");
    }

    /** Requests that ask for the server's identity; any may be missing on a server. */
    List<Call> identityCalls();

    /**
     * The identity.
     *
     * @param replies by call; a missing node for those that failed
     */
    Identity identity(List<JsonNode> replies);

    /** The request that tokenizes a text without special tokens. The reply has the field {@code tokens}. */
    Call tokenize(String model, String text);

    /**
     * The steps that replace the weights by those of a folder. If one fails, the server must not be used.
     *
     * @param folder the folder, as a path on the server's machine
     * @param label label of the weights, returned by {@link #label}
     * @return empty if such a server cannot replace its weights
     */
    default List<UpdateStep> update(String folder, String label) {
        return List.of();
    }

    /** The server's option without which an update's requests do not exist. */
    default String updateOption() {
        return "";
    }

    /** The request for the label of the current weights; empty if such a server has none. */
    default Optional<Call> labelCall() {
        return Optional.empty();
    }

    /** The label in the reply to {@link #labelCall}; empty if there is none. */
    default String label(JsonNode reply) {
        return reply.path("weight_version").asText("");
    }
}
