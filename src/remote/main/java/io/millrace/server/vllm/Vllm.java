package io.millrace.server.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import io.millrace.server.Call;
import io.millrace.server.Dialect;
import io.millrace.server.Identity;
import io.millrace.server.Replies;
import io.millrace.server.SampleCall;
import io.millrace.server.UpdateStep;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The part of vLLM's dialect that both of its routes for sampling share. */
abstract class Vllm implements Dialect {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * Adds all sampling parameters. {@code ignore_eos} keeps vLLM from adding the model's own end tokens to the stop tokens.
     *
     * @param to the object that receives them
     */
    static ObjectNode parameters(SampleCall call, ObjectNode to) {
        Sampling sampling = call.sampling();
        to.put("n", call.samples())
                .put("max_tokens", sampling.maxTokens())
                .put("min_tokens", 0)
                .put("temperature", sampling.temperature())
                .put("top_p", sampling.topP())
                .put("top_k", sampling.topK())
                .put("min_p", 0.0)
                .put("repetition_penalty", 1.0)
                .put("presence_penalty", 0.0)
                .put("frequency_penalty", 0.0)
                .put("seed", call.seed())
                .put("ignore_eos", true)
                .put("skip_special_tokens", false)
                .put("logprobs", call.topLogProbs());
        to.set("stop", JSON.arrayNode());
        to.set("stop_token_ids", Replies.ids(sampling.stopIds()));
        return to;
    }

    /** Why a sample ended; the stop reason is the token that ended it. */
    static FinishReason finish(JsonNode choice, TokenIds tokens, SampleCall call) {
        int last = tokens.size() == 0 ? -2 : tokens.ids()[tokens.size() - 1];
        return Replies.finish(
                choice.path("finish_reason").asText(""),
                Replies.count(choice, "stop_reason").orElse(-1) == last,
                tokens,
                call);
    }

    /** Log-probs are raw, or else processed: after temperature and filters. */
    @Override
    public LogProbs.Scale scale(boolean scaled, Sampling sampling) {
        return scaled ? sampling.scale() : LogProbs.Scale.RAW;
    }

    @Override
    public List<Call> identityCalls() {
        return List.of(Call.get("/v1/models"), Call.get("/version"));
    }

    @Override
    public Identity identity(List<JsonNode> replies) {
        JsonNode model = replies.get(0).path("data").path(0);
        return new Identity(
                model.path("id").asText(""),
                replies.get(1).path("version").asText(""),
                Replies.count(model, "max_model_len"),
                OptionalInt.empty());
    }

    @Override
    public Call tokenize(String model, String text) {
        return Call.post(
                "/tokenize",
                JSON.objectNode().put("model", model).put("prompt", text).put("add_special_tokens", false));
    }

    /**
     * Responses in progress end with the old weights, then the weights are read and cached keys and values dropped: those of the
     * old weights would be wrong for the new ones.
     */
    @Override
    public List<UpdateStep> update(String folder, String label) {
        ObjectNode reload = JSON.objectNode().put("method", "reload_weights");
        reload.putObject("kwargs").put("weights_path", folder).put("is_checkpoint_format", true);
        return List.of(
                UpdateStep.of(Call.post("/pause?mode=wait&clear_cache=true")),
                UpdateStep.of(Call.post("/collective_rpc", reload)),
                UpdateStep.reportingSuccess(Call.post("/reset_prefix_cache")),
                UpdateStep.reportingSuccess(
                        Call.post("/update_weight_version", JSON.objectNode().put("new_version", label))),
                UpdateStep.of(Call.post("/resume")));
    }

    @Override
    public String updateOption() {
        return "start the server with the environment variable VLLM_SERVER_DEV_MODE=1, and a version that has /update_weight_version";
    }

    @Override
    public Optional<Call> labelCall() {
        return Optional.of(Call.get("/weight_info"));
    }
}
