package io.millrace.serve.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonMappers;
import io.millrace.model.LogProbs;
import io.millrace.serve.Reply;
import io.millrace.serve.Route;
import io.millrace.serve.ServeConfig;
import io.millrace.serve.ServedModel;
import java.util.List;
import java.util.function.Consumer;

/** The OpenAI paths of a dialect. */
public final class OpenAiRoutes {
    private OpenAiRoutes() {}

    /**
     * The paths for completions and conversations.
     *
     * @param scale of the log-probabilities
     */
    public static List<Route> sampling(ServedModel model, ServeConfig config, LogProbs.Scale scale) {
        return List.of(
                Route.post("/v1/completions", new Completions(model, config, scale)::answer),
                Route.post("/v1/chat/completions", new Chat(model, config, scale)::answer));
    }

    /**
     * {@code /v1/models} with the one model.
     *
     * @param owner name of the server
     * @param more adds what the dialect tells besides
     */
    public static Route models(ServedModel model, String owner, Consumer<ObjectNode> more) {
        return Route.get("/v1/models", call -> {
            ObjectNode list = JsonMappers.plain().createObjectNode().put("object", "list");
            ObjectNode one = list.putArray("data")
                    .addObject()
                    .put("id", model.identity().name())
                    .put("object", "model")
                    .put("created", model.identity().created())
                    .put("owned_by", owner);
            more.accept(one);
            return Reply.json(list);
        });
    }
}
