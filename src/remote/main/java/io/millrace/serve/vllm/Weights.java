package io.millrace.serve.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonMappers;
import io.millrace.serve.Call;
import io.millrace.serve.Fields;
import io.millrace.serve.Reply;
import io.millrace.serve.RequestException;
import io.millrace.serve.RequestException.Kind;
import io.millrace.serve.Route;
import io.millrace.serve.ServedModel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The paths of vLLM's development mode for weight updates from disk. */
final class Weights {
    private final ServedModel model;

    Weights(ServedModel model) {
        this.model = model;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/pause", this::pause),
                Route.postNow("/resume", call -> {
                    model.resume();
                    return status("resumed");
                }),
                Route.get("/is_paused", call -> Reply.json(object().put("is_paused", model.isPaused()))),
                Route.postNow("/abort_requests", call -> abort(call, model)),
                Route.post("/collective_rpc", this::reload),
                Route.postNow("/reset_prefix_cache", call -> Reply.json(object().put("success", true))),
                Route.postNow("/update_weight_version", this::label),
                Route.get(
                        "/weight_info",
                        call -> Reply.json(
                                object().put("weight_version", model.weights().label()))),
                Route.get("/get_world_size", call -> Reply.json(object().put("world_size", 1))));
    }

    private static ObjectNode object() {
        return JsonMappers.plain().createObjectNode();
    }

    private static Reply status(String status) {
        return Reply.json(object().put("status", status));
    }

    /** Mode keep returns at once: requests in progress go on, and use the new weights as soon as they are loaded. */
    private CompletableFuture<Reply> pause(Call call) {
        String mode = call.parameter("mode").isEmpty() ? "abort" : call.parameter("mode");
        if (!List.of("abort", "wait", "keep").contains(mode)) {
            throw RequestException.invalid("mode", "must be one of abort, wait, keep, was '%s'".formatted(mode));
        }
        CompletableFuture<Void> drained = model.pause(mode.equals("abort"));
        return mode.equals("keep")
                ? CompletableFuture.completedFuture(status("paused"))
                : drained.thenApply(done -> status("paused"));
    }

    /** Ends the named requests, or all of them if none is named. */
    static Reply abort(Call call, ServedModel model) {
        List<String> ids = new ArrayList<>();
        JsonNode named = call.fieldsIfAny().at("request_ids");
        named.forEach(id -> ids.add(id.asText().replaceFirst("^generate-tokens-", "")));
        return Reply.json(object().put("status", "aborted").put("aborted", model.abort(ids)));
    }

    private CompletableFuture<Reply> reload(Call call) {
        Fields fields = call.fields();
        String method = fields.text("method")
                .orElseThrow(() -> new RequestException(Kind.INVALID, "Missing 'method' in request body"));
        if (!method.equals("reload_weights")) {
            throw RequestException.invalid("method", "must be reload_weights, was '%s'".formatted(method));
        }
        Optional<String> path = fields.object("kwargs").text("weights_path");
        Path folder = path.isPresent()
                ? folder("weights_path", path.get())
                : model.weights().folder();
        return model.update(folder, Optional.empty()).thenApply(done -> {
            ObjectNode answer = object();
            answer.putArray("results").addNull();
            return Reply.json(answer);
        });
    }

    private static Path folder(String field, String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw RequestException.invalid(field, "must be a folder, was '%s'".formatted(path));
        }
    }

    private Reply label(Call call) {
        String label = call.fields()
                .text("new_version")
                .orElseThrow(() -> RequestException.invalid("new_version", "must be given, was absent"));
        model.weights().setLabel(label);
        return Reply.json(object().put("success", true).put("new_version", label));
    }
}
