package io.millrace.server.sglang;

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
import io.millrace.server.UpdateStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code POST /generate}. A group repeats the prompt, whose keys and values the server computes once. The label of the weights is
 * that at the end of a sample: an update waits for the samples in progress.
 */
final class Sglang implements Dialect {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Override
    public String name() {
        return "sglang /generate";
    }

    @Override
    public Call sample(SampleCall call) {
        ObjectNode body = JSON.objectNode();
        ArrayNode prompts = body.putArray("input_ids");
        ArrayNode ids = body.putArray("rid");
        ArrayNode parameters = body.putArray("sampling_params");
        for (int i = 0; i < call.samples(); i++) {
            prompts.add(Replies.ids(call.prompt()));
            ids.add(call.id() + "-" + i);
            parameters.add(parameters(call, call.seed() + i));
        }
        body.put("return_logprob", true)
                .put("logprob_start_len", -1)
                .put("top_logprobs_num", call.topLogProbs())
                .put("return_text_in_logprobs", false)
                .put("stream", false);
        return Call.post("/generate", body);
    }

    /** {@code ignore_eos} also ignores stop tokens, so it is set only if there are none. */
    private static ObjectNode parameters(SampleCall call, long seed) {
        Sampling sampling = call.sampling();
        ObjectNode to = JSON.objectNode()
                .put("max_new_tokens", sampling.maxTokens())
                .put("min_new_tokens", 0)
                .put("temperature", sampling.temperature())
                .put("top_p", sampling.topP())
                .put("top_k", sampling.topK() == 0 ? -1 : sampling.topK())
                .put("min_p", 0.0)
                .put("repetition_penalty", 1.0)
                .put("presence_penalty", 0.0)
                .put("frequency_penalty", 0.0)
                .put("sampling_seed", seed)
                .put("ignore_eos", sampling.stopIds().isEmpty())
                .put("skip_special_tokens", false);
        to.set("stop_token_ids", Replies.ids(sampling.stopIds()));
        return to;
    }

    @Override
    public List<Completion> completions(JsonNode reply, SampleCall call) {
        List<JsonNode> samples = new ArrayList<>();
        if (reply.isArray()) {
            reply.forEach(samples::add);
        } else {
            samples.add(reply);
        }
        Require.that(
                samples.size() == call.samples(), "reply must have %d samples, had %d", call.samples(), samples.size());
        return samples.stream().map(sample -> completion(sample, call)).toList();
    }

    private static Completion completion(JsonNode sample, SampleCall call) {
        JsonNode meta = sample.path("meta_info");
        TokenIds tokens = Replies.tokens(sample, "output_ids");
        JsonNode own = Replies.list(meta, "output_token_logprobs");
        int[] ids = new int[own.size()];
        float[] logProbs = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            logProbs[i] = Replies.logProb(own.get(i).path(0));
            ids[i] = Replies.id(own.get(i).path(1));
        }
        Replies.same("output_token_logprobs", tokens, ids);
        int counted = Replies.count(meta, "completion_tokens").orElse(tokens.size());
        Require.that(
                counted == tokens.size(),
                "completion_tokens must be the %d tokens returned, was %d",
                tokens.size(),
                counted);
        JsonNode finish = meta.path("finish_reason");
        String label = meta.path("weight_version").asText("");
        return new Completion(
                tokens,
                logProbs,
                call.topLogProbs() == 0 ? List.of() : top(meta),
                Replies.finish(
                        finish.path("type").asText(""),
                        tokens.size() > 0
                                && Replies.count(finish, "matched").orElse(-1) == tokens.ids()[tokens.size() - 1],
                        tokens,
                        call),
                Replies.count(meta, "prompt_tokens"),
                label.isEmpty() ? List.of() : List.of(new Completion.Label(label, 0, tokens.size())));
    }

    private static List<TopLogProbs> top(JsonNode meta) {
        List<TopLogProbs> top = new ArrayList<>();
        for (JsonNode place : Replies.list(meta, "output_top_logprobs")) {
            int[] ids = new int[place.size()];
            float[] values = new float[ids.length];
            for (int i = 0; i < ids.length; i++) {
                values[i] = Replies.logProb(place.get(i).path(0));
                ids[i] = Replies.id(place.get(i).path(1));
            }
            top.add(new TopLogProbs(ids, values));
        }
        return top;
    }

    @Override
    public List<Call> identityCalls() {
        return List.of(Call.get("/get_model_info"), Call.get("/get_server_info"), Call.get("/v1/models"));
    }

    @Override
    public Identity identity(List<JsonNode> replies) {
        JsonNode server = replies.get(1);
        JsonNode model = replies.get(2).path("data").path(0);
        OptionalInt context = Replies.count(model, "max_model_len");
        return new Identity(
                replies.get(0).path("model_path").asText(model.path("id").asText("")),
                server.path("version").asText(""),
                context.isPresent() ? context : Replies.count(server, "context_length"),
                Replies.count(replies.get(0), "vocab_size"));
    }

    @Override
    public Call tokenize(String model, String text) {
        return Call.post(
                "/tokenize",
                JSON.objectNode().put("model", model).put("prompt", text).put("add_special_tokens", false));
    }

    @Override
    public List<UpdateStep> update(String folder, String label) {
        return List.of(UpdateStep.reportingSuccess(Call.post(
                "/update_weights_from_disk",
                JSON.objectNode()
                        .put("model_path", folder)
                        .put("abort_all_requests", false)
                        .put("flush_cache", true)
                        .put("weight_version", label))));
    }

    @Override
    public String updateOption() {
        return "use a version of SGLang that has /update_weights_from_disk; with --admin-api-key it needs that key";
    }

    @Override
    public Optional<Call> labelCall() {
        return Optional.of(Call.get("/get_model_info"));
    }
}
