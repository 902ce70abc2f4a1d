package io.millrace.server.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.model.TokenIds;
import io.millrace.server.Call;
import io.millrace.server.Completion;
import io.millrace.server.Replies;
import io.millrace.server.SampleCall;
import io.millrace.server.TopLogProbs;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /inference/v1/generate}: token ids in both directions, and the weights of each token. The server must be started with
 * {@code --enable-scale-out} or {@code --tokens-only}.
 */
final class GenerateRoute extends Vllm {
    @Override
    public String name() {
        return "vllm /inference/v1/generate";
    }

    @Override
    public Call sample(SampleCall call) {
        ObjectNode body = JSON.objectNode().put("request_id", call.id()).put("model", call.model());
        body.set("token_ids", Replies.ids(call.prompt()));
        body.set("sampling_params", parameters(call, JSON.objectNode()));
        body.put("stream", false).put("output_mode", "tokens");
        return Call.post("/inference/v1/generate", body);
    }

    @Override
    public List<Completion> completions(JsonNode reply, SampleCall call) {
        Completion[] by = new Completion[call.samples()];
        for (JsonNode choice : Replies.list(reply, "choices")) {
            by[Replies.index(choice, by)] = completion(choice, reply, call);
        }
        return Replies.all(by);
    }

    private static Completion completion(JsonNode choice, JsonNode reply, SampleCall call) {
        TokenIds tokens = Replies.tokens(choice, "token_ids");
        JsonNode content = Replies.list(choice.path("logprobs"), "content");
        int[] ids = new int[content.size()];
        float[] own = new float[ids.length];
        List<TopLogProbs> top = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            JsonNode place = content.get(i);
            ids[i] = id(place);
            own[i] = Replies.logProb(place.path("logprob"));
            if (call.topLogProbs() > 0) {
                top.add(Replies.top(Replies.list(place, "top_logprobs"), GenerateRoute::id, "logprob"));
            }
        }
        Replies.same("logprobs.content", tokens, ids);
        List<Completion.Label> labels = new ArrayList<>();
        choice.path("weight_versions")
                .forEach(span -> labels.add(new Completion.Label(
                        span.path("version").asText(""),
                        span.path("start").asInt(-1),
                        span.path("end").asInt(-1))));
        return new Completion(
                tokens,
                own,
                top,
                finish(choice, tokens, call),
                Replies.count(reply.path("usage"), "prompt_tokens"),
                labels);
    }

    /** Early servers wrote {@code "token": "token_id:7"} instead. */
    private static int id(JsonNode place) {
        return Replies.id(place.has("token_id") ? place.path("token_id") : place.path("token"));
    }
}
