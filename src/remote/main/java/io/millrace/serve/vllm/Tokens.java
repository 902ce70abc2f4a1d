package io.millrace.serve.vllm;

import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.serve.Call;
import io.millrace.serve.Fields;
import io.millrace.serve.Reply;
import io.millrace.serve.RequestException;
import io.millrace.serve.Route;
import io.millrace.serve.ServedModel;
import io.millrace.serve.openai.Names;
import io.millrace.serve.openai.Prompts;
import java.util.List;

/** {@code /tokenize} and {@code /detokenize}. */
final class Tokens {
    private final ServedModel model;

    Tokens(ServedModel model) {
        this.model = model;
    }

    List<Route> routes() {
        return List.of(Route.postNow("/tokenize", this::tokenize), Route.postNow("/detokenize", this::detokenize));
    }

    private Reply tokenize(Call call) {
        Fields fields = call.fields();
        Names.checkModel(fields, model);
        TokenIds tokens = fields.has("messages")
                ? Prompts.conversation(fields.at("messages"), model)
                : encode(fields.text("prompt")
                        .orElseThrow(() -> RequestException.invalid("prompt", "must be given, was absent")));
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("count", tokens.size());
            json.writeNumberField("max_model_len", model.contextTokens());
            Names.writeIds(json, "tokens", tokens);
            json.writeNullField("token_strs");
            json.writeEndObject();
        });
    }

    private TokenIds encode(String text) {
        try {
            return model.tokenizer().encode(text);
        } catch (PolicyException e) {
            throw RequestException.invalid("prompt", String.valueOf(e.getMessage()));
        }
    }

    private Reply detokenize(Call call) {
        Fields fields = call.fields();
        Names.checkModel(fields, model);
        TokenIds tokens = Fields.ids("tokens", fields.at("tokens"));
        if (tokens.size() > 0) {
            model.check(tokens, 0);
        }
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeStringField("prompt", model.tokenizer().written(tokens));
            json.writeEndObject();
        });
    }
}
