package io.millrace.server.llamacpp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.check.Require;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import io.millrace.server.Call;
import io.millrace.server.Completion;
import io.millrace.server.Dialect;
import io.millrace.server.Identity;
import io.millrace.server.Replies;
import io.millrace.server.SampleCall;
import io.millrace.server.TopLogProbs;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /completion}. One sample in a request: samples of a batch would all use its one seed. The list of samplers names only
 * what is wanted, since the server's own list filters and penalises.
 *
 * <p>A token that is part of a character has no log-probability in some versions, so that the log-probabilities are fewer than the
 * tokens and cannot be assigned: such a reply is refused, never repaired.
 */
final class LlamaCpp implements Dialect {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long SEEDS = 0x7fff_ffffL;

    @Override
    public String name() {
        return "llamacpp /completion";
    }

    @Override
    public int samplesPerCall() {
        return 1;
    }

    @Override
    public Call sample(SampleCall call) {
        Sampling sampling = call.sampling();
        ObjectNode body = JSON.objectNode();
        body.set("prompt", Replies.ids(call.prompt()));
        body.put("n_predict", sampling.maxTokens())
                .put("temperature", sampling.temperature())
                .put("top_k", sampling.topK())
                .put("top_p", sampling.topP())
                .put("min_p", 0.0)
                .put("typical_p", 1.0)
                .put("repeat_penalty", 1.0)
                .put("presence_penalty", 0.0)
                .put("frequency_penalty", 0.0)
                .put("dry_multiplier", 0.0)
                .put("xtc_probability", 0.0)
                .put("mirostat", 0)
                .put("dynatemp_range", 0.0)
                .put("seed", call.seed() & SEEDS)
                .put("ignore_eos", false)
                .put("n_probs", Math.max(1, call.topLogProbs()))
                .put("post_sampling_probs", false)
                .put("return_tokens", true)
                .put("cache_prompt", false)
                .put("stream", false);
        ArrayNode samplers = body.putArray("samplers");
        if (sampling.topK() > 0) {
            samplers.add("top_k");
        }
        if (sampling.topP() < 1) {
            samplers.add("top_p");
        }
        samplers.add("temperature");
        body.putArray("stop");
        return Call.post("/completion", body);
    }

    @Override
    public List<Completion> completions(JsonNode reply, SampleCall call) {
        JsonNode sample = reply.isArray() ? reply.path(0) : reply;
        TokenIds tokens = Replies.tokens(sample, "tokens");
        Require.that(
                !sample.path("truncated").asBoolean(false),
                "sample must use the whole prompt, the server truncated it: raise its context (-c)");
        JsonNode places = Replies.list(sample, "completion_probabilities");
        int[] ids = new int[places.size()];
        float[] own = new float[ids.length];
        List<TopLogProbs> top = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            JsonNode place = places.get(i);
            ids[i] = Replies.id(place.path("id"));
            own[i] = Replies.logProb(place.path("logprob"));
            if (call.topLogProbs() > 0) {
                top.add(Replies.top(Replies.list(place, "top_logprobs"), one -> Replies.id(one.path("id")), "logprob"));
            }
        }
        Replies.same("completion_probabilities", tokens, ids);
        String stop = sample.path("stop_type").asText("");
        return List.of(new Completion(
                tokens,
                own,
                top,
                Replies.finish(
                        switch (stop) {
                            case "limit" -> "length";
                            case "eos" -> "stop";
                            default -> stop;
                        },
                        stop.equals("eos"),
                        tokens,
                        call),
                Replies.count(sample, "tokens_evaluated"),
                List.of()));
    }

    @Override
    public List<Call> identityCalls() {
        return List.of(Call.get("/props"), Call.get("/v1/models"));
    }

    @Override
    public Identity identity(List<JsonNode> replies) {
        JsonNode props = replies.get(0);
        JsonNode model = replies.get(1).path("data").path(0);
        return new Identity(
                model.path("id").asText(props.path("model_path").asText("")),
                props.path("build_info").asText(""),
                Replies.count(props.path("default_generation_settings"), "n_ctx"),
                Replies.count(model.path("meta"), "n_vocab"));
    }

    @Override
    public Call tokenize(String model, String text) {
        return Call.post("/tokenize", JSON.objectNode().put("content", text).put("add_special", false));
    }
}
