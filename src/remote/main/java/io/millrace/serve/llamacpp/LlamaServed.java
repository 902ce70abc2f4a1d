package io.millrace.serve.llamacpp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonMappers;
import io.millrace.model.LogProbs;
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
import java.util.ArrayList;
import java.util.List;

/** llama.cpp's server. */
public record LlamaServed() implements ServedDialect {
    @Override
    public String name() {
        return "llamacpp";
    }

    @Override
    public List<Route> routes(ServedModel model, ServeConfig config) {
        List<Route> routes = new ArrayList<>(OpenAiRoutes.sampling(model, config, LogProbs.Scale.RAW));
        Route models = OpenAiRoutes.models(model, "llamacpp", one -> one.putObject("meta")
                .put("n_vocab", model.vocabulary())
                .put("n_ctx_train", model.contextTokens()));
        routes.add(new Route(models.method(), models.path(), true, models.handler()));
        routes.add(Route.post("/completion", new Completion(model)::answer));
        routes.add(Route.post("/completions", new Completion(model)::answer));
        routes.add(Route.open("/health", call -> Reply.json(object().put("status", "ok"))));
        routes.add(Route.get("/props", call -> props(model)));
        routes.add(Route.get("/metrics", call -> metrics(model)));
        routes.add(Route.postNow("/tokenize", call -> tokenize(call, model)));
        routes.add(Route.postNow("/detokenize", call -> detokenize(call, model)));
        return routes;
    }

    private static ObjectNode object() {
        return JsonMappers.plain().createObjectNode();
    }

    private static Reply props(ServedModel model) {
        ObjectNode props = object();
        props.putObject("default_generation_settings").put("n_ctx", model.contextTokens());
        props.put("total_slots", 1)
                .put("model_path", model.weights().folder().toString())
                .put("model_alias", model.identity().name())
                .put("build_info", "b0-millrace");
        return Reply.json(props);
    }

    private static Reply metrics(ServedModel model) {
        EngineStatistics engine = model.statistics();
        return new MetricsText(model.identity().name())
                .counter("llamacpp:prompt_tokens_total", "Number of prompt tokens processed.", engine.promptTokens())
                .counter(
                        "llamacpp:tokens_predicted_total",
                        "Number of generation tokens processed.",
                        engine.responseTokens())
                .gauge("llamacpp:requests_processing", "Number of requests processing.", engine.running())
                .gauge("llamacpp:requests_deferred", "Number of requests deferred.", engine.queued())
                .reply();
    }

    private static Reply tokenize(Call call, ServedModel model) {
        JsonNode content = call.fields().at("content");
        if (!content.isTextual()) {
            throw RequestException.invalid("content", "must be a text");
        }
        var tokens = Prompts.of("content", content, model).get(0);
        return Reply.json(json -> {
            json.writeStartObject();
            Names.writeIds(json, "tokens", tokens);
            json.writeEndObject();
        });
    }

    private static Reply detokenize(Call call, ServedModel model) {
        var tokens = Fields.ids("tokens", call.fields().at("tokens"));
        if (tokens.size() > 0) {
            model.check(tokens, 0);
        }
        return Reply.json(object().put("content", model.tokenizer().written(tokens)));
    }

    @Override
    public Reply failure(RequestException failure) {
        int status = failure.kind().status();
        ObjectNode answer = object();
        ObjectNode error = answer.putObject("error").put("code", status);
        if (failure.lengths().isPresent()) {
            RequestException.Lengths lengths = failure.lengths().get();
            error.put(
                            "message",
                            "request (%d tokens) exceeds the available context size (%d tokens), try increasing it"
                                    .formatted(lengths.prompt(), lengths.context()))
                    .put("type", "exceed_context_size_error")
                    .put("n_prompt_tokens", lengths.prompt())
                    .put("n_ctx", lengths.context());
        } else {
            error.put("message", failure.kind() == Kind.UNAUTHORIZED ? "Invalid API Key" : failure.getMessage())
                    .put("type", type(failure.kind()));
        }
        return Reply.json(status, answer);
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case INVALID, TOO_LONG, TOO_LARGE, METHOD -> "invalid_request_error";
            case UNAUTHORIZED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case NOT_FOUND -> "not_found_error";
            case FAILED -> "server_error";
            case FULL -> "unavailable_error";
        };
    }
}
