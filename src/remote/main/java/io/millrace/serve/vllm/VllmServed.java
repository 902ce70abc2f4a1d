package io.millrace.serve.vllm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonMappers;
import io.millrace.model.LogProbs;
import io.millrace.policy.EngineStatistics;
import io.millrace.serve.MetricsText;
import io.millrace.serve.Reply;
import io.millrace.serve.RequestException;
import io.millrace.serve.Route;
import io.millrace.serve.ServeConfig;
import io.millrace.serve.ServedDialect;
import io.millrace.serve.ServedModel;
import io.millrace.serve.openai.OpenAiRoutes;
import java.util.ArrayList;
import java.util.List;

/** vLLM. */
public record VllmServed() implements ServedDialect {
    /** Names Millrace, so that nobody takes it for a release of vLLM. */
    private static final String VERSION = "0.0.0+millrace";

    @Override
    public String name() {
        return "vllm";
    }

    @Override
    public List<Route> routes(ServedModel model, ServeConfig config) {
        List<Route> routes = new ArrayList<>(OpenAiRoutes.sampling(model, config, LogProbs.Scale.RAW));
        routes.add(OpenAiRoutes.models(
                model, "vllm", one -> one.put("root", model.weights().folder().toString())
                        .putNull("parent")
                        .put("max_model_len", model.contextTokens())));
        routes.add(Route.post("/inference/v1/generate", new Generate(model, config)::answer));
        routes.add(Route.postNow("/inference/v1/abort_requests", call -> Weights.abort(call, model)));
        routes.add(Route.open("/health", call -> Reply.empty()));
        routes.add(Route.open("/ping", call -> Reply.empty()));
        routes.add(Route.open(
                "/version",
                call -> Reply.json(JsonMappers.plain().createObjectNode().put("version", VERSION))));
        routes.add(Route.get("/metrics", call -> metrics(model)));
        routes.addAll(new Tokens(model).routes());
        if (config.updates()) {
            routes.addAll(new Weights(model).routes());
        }
        return routes;
    }

    private static Reply metrics(ServedModel model) {
        EngineStatistics engine = model.statistics();
        return new MetricsText(model.identity().name())
                .gauge("vllm:num_requests_running", "Number of requests in model execution batches.", engine.running())
                .gauge(
                        "vllm:num_requests_waiting",
                        "Number of requests waiting to be processed.",
                        engine.queued() + (long) model.held())
                .counter("vllm:prompt_tokens_total", "Number of prefill tokens processed.", engine.promptTokens())
                .counter(
                        "vllm:generation_tokens_total",
                        "Number of generation tokens processed.",
                        engine.responseTokens())
                .reply();
    }

    @Override
    public Reply failure(RequestException failure) {
        int status = failure.kind().status();
        if (failure.kind() == RequestException.Kind.UNAUTHORIZED) {
            return Reply.json(status, JsonMappers.plain().createObjectNode().put("error", "Unauthorized"));
        }
        ObjectNode answer = JsonMappers.plain().createObjectNode();
        answer.putObject("error")
                .put(
                        "message",
                        failure.lengths()
                                .map(VllmServed::tooLong)
                                .orElseGet(() -> String.valueOf(failure.getMessage())))
                .put("type", type(failure.kind()))
                .put("param", failure.field().orElse(null))
                .put("code", status);
        return Reply.json(status, answer);
    }

    private static String type(RequestException.Kind kind) {
        return switch (kind) {
            case INVALID, TOO_LONG, TOO_LARGE -> "BadRequestError";
            case UNAUTHORIZED -> "Unauthorized";
            case FORBIDDEN -> "Forbidden";
            case NOT_FOUND -> "NotFoundError";
            case METHOD -> "Method Not Allowed";
            case FAILED -> "InternalServerError";
            case FULL -> "ServiceUnavailableError";
        };
    }

    private static String tooLong(RequestException.Lengths lengths) {
        return lengths.prompt() >= lengths.context()
                ? "This model's maximum context length is %d tokens. However, your request has %d input tokens. Please reduce the length of the input messages."
                        .formatted(lengths.context(), lengths.prompt())
                : "'max_tokens' or 'max_completion_tokens' is too large: %d. This model's maximum context length is %d tokens and your request has %d input tokens (%d > %d - %d)."
                        .formatted(
                                lengths.response(),
                                lengths.context(),
                                lengths.prompt(),
                                lengths.response(),
                                lengths.context(),
                                lengths.prompt());
    }
}
