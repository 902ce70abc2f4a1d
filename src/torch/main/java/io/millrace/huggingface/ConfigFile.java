package io.millrace.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.huggingface.ModelConfig.Family;
import io.millrace.json.ModelJson;
import io.millrace.model.PolicyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A Hugging Face config.json.
 *
 * <p>Defaults are those of transformers' LlamaConfig and Qwen2Config. Unsupported options that would change the
 * arithmetic are refused: a model that runs but computes something else is worse than one that does not run.
 */
final class ConfigFile {
    private final Path file;
    private final JsonNode json;

    ConfigFile(Path file) {
        this.file = file;
        json = ModelJson.read(file);
        if (!json.isObject()) {
            throw new PolicyException("%s: does not contain a JSON object".formatted(file));
        }
    }

    ModelConfig parse() {
        Family family = family();
        refuseUnsupportedOptions(family);
        int heads = integer("num_attention_heads", null);
        int hidden = integer("hidden_size", null);
        try {
            return new ModelConfig(
                    family,
                    integer("num_hidden_layers", null),
                    hidden,
                    integer("intermediate_size", null),
                    heads,
                    integer("num_key_value_heads", heads),
                    headDim(hidden, heads),
                    integer("vocab_size", null),
                    number("rms_norm_eps", 1e-6),
                    new RopeOptions(this).theta(),
                    flag("tie_word_embeddings", false),
                    family == Family.QWEN2,
                    integer("max_position_embeddings", family == Family.LLAMA ? 2048 : 32768),
                    eosIds(),
                    number("initializer_range", 0.02));
        } catch (IllegalArgumentException e) {
            throw new PolicyException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private Family family() {
        String type = json.path("model_type").asText("");
        return switch (type) {
            case "llama" -> Family.LLAMA;
            case "qwen2" -> Family.QWEN2;
            default ->
                throw refuse("model_type", "llama or qwen2", type, "serve other families through an HTTP engine");
        };
    }

    private void refuseUnsupportedOptions(Family family) {
        only("hidden_act", "silu", json.path("hidden_act").asText("silu"));
        off("mlp_bias");
        if (family == Family.LLAMA) {
            off("attention_bias");
        }
        off("use_sliding_window");
        if (json.hasNonNull("quantization_config")) {
            throw refuse("quantization_config", "absent", json.get("quantization_config"), "use unquantised weights");
        }
    }

    private void off(String key) {
        if (flag(key, false)) {
            throw refuse(key, "false", true, "choose a model without it");
        }
    }

    private void only(String key, String allowed, String value) {
        if (!value.equals(allowed)) {
            throw refuse(key, allowed, value, "choose a model that has it");
        }
    }

    private int headDim(int hidden, int heads) {
        if (json.hasNonNull("head_dim")) {
            return integer("head_dim", null);
        }
        if (heads < 1 || hidden % heads != 0) {
            throw refuse("num_attention_heads", "a divisor of hidden_size " + hidden, heads, "or set head_dim");
        }
        return hidden / heads;
    }

    private List<Integer> eosIds() {
        JsonNode node = json.path("eos_token_id");
        List<Integer> ids = new ArrayList<>();
        if (node.isInt()) {
            ids.add(node.asInt());
        }
        for (JsonNode id : node) {
            ids.add(id.asInt());
        }
        return ids;
    }

    private int integer(String key, @Nullable Integer otherwise) {
        JsonNode node = json.path(key);
        if (node.isInt()) {
            return node.asInt();
        }
        if (otherwise != null && (node.isMissingNode() || node.isNull())) {
            return otherwise;
        }
        throw refuse(key, "an integer", node.isMissingNode() ? "absent" : node, "check the file");
    }

    private double number(String key, double otherwise) {
        JsonNode node = json.path(key);
        if (node.isNumber()) {
            return node.asDouble();
        }
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        throw refuse(key, "a number", node, "check the file");
    }

    private boolean flag(String key, boolean otherwise) {
        JsonNode node = json.path(key);
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        throw refuse(key, "true or false", node, "check the file");
    }

    /** The whole file. */
    JsonNode json() {
        return json;
    }

    PolicyException refuse(String key, String rule, Object value, String advice) {
        return new PolicyException(
                String.format(Locale.ROOT, "%s: %s must be %s, was %s; %s", file, key, rule, value, advice));
    }
}
