package io.millrace.server.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.check.Require;
import io.millrace.model.TokenIds;
import io.millrace.server.Call;
import io.millrace.server.Completion;
import io.millrace.server.Replies;
import io.millrace.server.SampleCall;
import io.millrace.server.TopLogProbs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * {@code POST /v1/completions}, which every vLLM server has. Log-probabilities are keyed by text unless {@code
 * return_tokens_as_token_ids} is set, so that tokens with equal texts would collide.
 */
final class CompletionsRoute extends Vllm {
    @Override
    public String name() {
        return "vllm /v1/completions";
    }

    @Override
    public Call sample(SampleCall call) {
        ObjectNode body = JSON.objectNode().put("model", call.model()).put("request_id", call.id());
        body.set("prompt", Replies.ids(call.prompt()));
        parameters(call, body)
                .put("return_token_ids", true)
                .put("return_tokens_as_token_ids", true)
                .put("echo", false)
                .put("stream", false);
        return Call.post("/v1/completions", body);
    }

    @Override
    public List<Completion> completions(JsonNode reply, SampleCall call) {
        Completion[] by = new Completion[call.samples()];
        int total = 0;
        for (JsonNode choice : Replies.list(reply, "choices")) {
            Completion completion = completion(choice, reply, call);
            total += completion.tokens().size();
            by[Replies.index(choice, by)] = completion;
        }
        List<Completion> all = Replies.all(by);
        int counted = Replies.count(reply.path("usage"), "completion_tokens").orElse(total);
        Require.that(
                counted == total, "usage.completion_tokens must be the %d tokens returned, was %d", total, counted);
        return all;
    }

    private static Completion completion(JsonNode choice, JsonNode reply, SampleCall call) {
        TokenIds tokens = Replies.tokens(choice, "token_ids");
        JsonNode logProbs = choice.path("logprobs");
        Replies.same(
                "logprobs.tokens", tokens, Replies.tokens(logProbs, "tokens").ids());
        JsonNode values = Replies.list(logProbs, "token_logprobs");
        float[] own = new float[values.size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = Replies.logProb(values.get(i));
        }
        JsonNode prompt = choice.path("prompt_token_ids");
        return new Completion(
                tokens,
                own,
                call.topLogProbs() == 0 ? List.of() : top(logProbs),
                finish(choice, tokens, call),
                prompt.isArray() ? OptionalInt.of(prompt.size()) : Replies.count(reply.path("usage"), "prompt_tokens"),
                List.of());
    }

    private static List<TopLogProbs> top(JsonNode logProbs) {
        List<TopLogProbs> top = new ArrayList<>();
        for (JsonNode place : Replies.list(logProbs, "top_logprobs")) {
            int[] ids = new int[place.size()];
            float[] values = new float[ids.length];
            int next = 0;
            for (Map.Entry<String, JsonNode> entry : place.properties()) {
                ids[next] = Replies.id(entry.getKey());
                values[next++] = Replies.logProb(entry.getValue());
            }
            top.add(new TopLogProbs(ids, values));
        }
        return top;
    }
}
