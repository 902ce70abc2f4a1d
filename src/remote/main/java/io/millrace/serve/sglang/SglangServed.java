package io.millrace.serve.sglang;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonMappers;
import io.millrace.model.LogProbs;
import io.millrace.model.PolicyException;
import io.millrace.policy.EngineStatistics;
import io.millrace.serve.Call;
import io.millrace.serve.Fields;
import io.millrace.serve.MetricsText;
import io.millrace.serve.Reply;
import io.millrace.serve.RequestException;
import io.millrace.serve.RequestException.Kind;
import io.millrace.serve.Route;
import io.millrace.serve.ServeConfig;
import io.millrace.serve.ServedDialect;
import io.millrace.serve.ServedModel;
import io.millrace.serve.openai.Names;
import io.millrace.serve.openai.OpenAiRoutes;
import io.millrace.serve.openai.Prompts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** SGLang. */
public record SglangServed() implements ServedDialect {
    /** Names Millrace, so that nobody takes it for a release of SGLang. */
    private static final String VERSION = "0.0.0+millrace";

    @Override
    public String name() {
        return "sglang";
    }

    @Override
    public List<Route> routes(ServedModel model, ServeConfig config) {
        List<Route> routes = new ArrayList<>(OpenAiRoutes.sampling(model, config, LogProbs.Scale.SCALED));
        routes.add(OpenAiRoutes.models(
                model, "sglang", one -> one.put("root", model.identity().name())
                        .putNull("parent")
                        .put("max_model_len", model.contextTokens())));
        routes.add(Route.post("/generate", new Generate(model, config)::answer));
        routes.add(Route.open("/health", call -> Reply.empty()));
        routes.add(Route.open("/health_generate", call -> Reply.empty()));
        routes.add(Route.get("/get_model_info", call -> Reply.json(info(model))));
        routes.add(Route.get("/model_info", call -> Reply.json(info(model))));
        routes.add(Route.get("/get_server_info", call -> Reply.json(server(model))));
        routes.add(Route.get("/server_info", call -> Reply.json(server(model))));
        routes.add(Route.get("/metrics", call -> metrics(model)));
        routes.add(Route.postNow("/abort_request", call -> abort(call, model)));
        routes.add(Route.postNow("/flush_cache", call -> Reply.text("text/plain; charset=utf-8", "Cache flushed.\n")));
        routes.add(Route.postNow("/tokenize", call -> tokenize(call, model)));
        routes.add(Route.postNow("/detokenize", call -> detokenize(call, model)));
        if (config.updates()) {
            routes.add(Route.post("/update_weights_from_disk", call -> update(call, model)));
            routes.add(Route.post("/pause_generation", call -> pause(call, model)));
            routes.add(Route.postNow("/continue_generation", call -> {
                model.resume();
                return message(200, true, "Generation continued successfully.");
            }));
        }
        return routes;
    }

    private static ObjectNode object() {
        return JsonMappers.plain().createObjectNode();
    }

    private static ObjectNode info(ServedModel model) {
        return object().put("model_path", model.weights().folder().toString())
                .put("tokenizer_path", model.identity().folder().toString())
                .put("is_generation", true)
                .putNull("preferred_sampling_params")
                .put("weight_version", model.weights().label());
    }

    private static ObjectNode server(ServedModel model) {
        return info(model)
                .put("served_model_name", model.identity().name())
                .put("context_length", model.contextTokens())
                .put("vocab_size", model.vocabulary())
                .put("status", "ready")
                .put("version", VERSION);
    }

    private static Reply metrics(ServedModel model) {
        EngineStatistics engine = model.statistics();
        return new MetricsText(model.identity().name())
                .gauge("sglang:num_running_reqs", "The number of running requests.", engine.running())
                .gauge(
                        "sglang:num_queue_reqs",
                        "The number of requests in the waiting queue.",
                        engine.queued() + (long) model.held())
                .counter("sglang:prompt_tokens_total", "Number of prefill tokens processed.", engine.promptTokens())
                .counter(
                        "sglang:generation_tokens_total",
                        "Number of generation tokens processed.",
                        engine.responseTokens())
                .reply();
    }

    private static Reply abort(Call call, ServedModel model) {
        Fields fields = call.fields();
        JsonNode rid = fields.at("rid");
        if (fields.flag("abort_all", false)) {
            model.abort(List.of());
        } else if (rid.isTextual() && !rid.asText().isEmpty()) {
            model.abort(List.of(rid.asText()));
        }
        return Reply.empty();
    }

    private static Reply message(int status, boolean success, String message) {
        return Reply.json(
                status, object().put("success", success).put("message", message).put("num_paused_requests", 0));
    }

    /** Waits for the requests in progress, unless they are to be aborted. */
    private static CompletableFuture<Reply> update(Call call, ServedModel model) {
        Fields fields = call.fields();
        String path = fields.text("model_path")
                .orElseThrow(() -> RequestException.invalid("model_path", "must be given, was absent"));
        boolean wasPaused = model.isPaused();
        CompletableFuture<Void> drained = model.pause(fields.flag("abort_all_requests", false));
        return drained.thenCompose(done -> model.update(folder(path), fields.text("weight_version")))
                .handle((done, failure) -> {
                    if (!wasPaused && !fields.flag("keep_pause", false)) {
                        model.resume();
                    }
                    if (failure == null) {
                        return message(200, true, "Succeeded to update model weights.");
                    }
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    return message(400, false, String.valueOf(cause.getMessage()));
                });
    }

    private static Path folder(String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new PolicyException("model_path: must be a folder, was '%s'".formatted(path), e);
        }
    }

    /** Mode retract and in_place hold back new requests only. */
    private static CompletableFuture<Reply> pause(Call call, ServedModel model) {
        String mode = call.fieldsIfAny().text("mode").orElse("abort");
        CompletableFuture<Void> drained = model.pause(mode.equals("abort"));
        Reply paused = message(200, true, "Generation paused successfully.");
        return mode.equals("abort") ? drained.thenApply(done -> paused) : CompletableFuture.completedFuture(paused);
    }

    private static Reply tokenize(Call call, ServedModel model) {
        JsonNode prompt = call.fields().at("prompt");
        if (!prompt.isTextual()) {
            throw RequestException.invalid("prompt", "must be a text");
        }
        var tokens = Prompts.of("prompt", prompt, model).get(0);
        return Reply.json(json -> {
            json.writeStartObject();
            Names.writeIds(json, "tokens", tokens);
            json.writeNumberField("count", tokens.size());
            json.writeNumberField("max_model_len", model.contextTokens());
            json.writeEndObject();
        });
    }

    private static Reply detokenize(Call call, ServedModel model) {
        var tokens = Fields.ids("tokens", call.fields().at("tokens"));
        if (tokens.size() > 0) {
            model.check(tokens, 0);
        }
        return Reply.json(object().put("text", model.tokenizer().written(tokens)));
    }

    @Override
    public Reply failure(RequestException failure) {
        int status = failure.kind().status();
        if (failure.kind() == Kind.UNAUTHORIZED) {
            return Reply.json(status, object().put("error", "Unauthorized"));
        }
        ObjectNode answer = object();
        answer.putObject("error")
                .put(
                        "message",
                        failure.lengths()
                                .map(SglangServed::tooLong)
                                .orElseGet(() -> String.valueOf(failure.getMessage())));
        return Reply.json(status, answer);
    }

    private static String tooLong(RequestException.Lengths lengths) {
        return lengths.prompt() >= lengths.context()
                ? "The input (%d tokens) is longer than the model's context length (%d tokens): it exceeds the model's maximum context length."
                        .formatted(lengths.prompt(), lengths.context())
                : "Requested token count exceeds the model's maximum context length of %d tokens. You requested a total of %d tokens: %d tokens from the input messages and %d tokens for the completion."
                        .formatted(
                                lengths.context(),
                                lengths.prompt() + lengths.response(),
                                lengths.prompt(),
                                lengths.response());
    }
}
