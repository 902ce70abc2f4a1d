package io.millrace.gguf;

import static java.util.Objects.requireNonNull;

import io.millrace.ordered.OrderedMap;
import java.util.Map;

/** Names of tensors in GGUF files. */
final class GgufNames {
    private static final String LAYERS = "model.layers.";
    private static final Map<String, String> MODULES = OrderedMap.ofEntries(
            Map.entry("input_layernorm", "attn_norm"),
            Map.entry("q_proj", "attn_q"),
            Map.entry("k_proj", "attn_k"),
            Map.entry("v_proj", "attn_v"),
            Map.entry("o_proj", "attn_output"),
            Map.entry("post_attention_layernorm", "ffn_norm"),
            Map.entry("gate_proj", "ffn_gate"),
            Map.entry("up_proj", "ffn_up"),
            Map.entry("down_proj", "ffn_down"));
    private static final Map<String, String> OTHERS = OrderedMap.of(
            "model.embed_tokens.weight", "token_embd.weight",
            "model.norm.weight", "output_norm.weight",
            "lm_head.weight", "output.weight");

    private GgufNames() {}

    /** The name of a tensor of a Hugging Face folder. */
    static String of(String name) {
        if (!name.startsWith(LAYERS)) {
            return requireNonNull(OTHERS.get(name), name);
        }
        String layer = name.substring(LAYERS.length(), name.indexOf('.', LAYERS.length()));
        String kind = name.substring(name.lastIndexOf('.'));
        return "blk.%s.%s%s".formatted(layer, requireNonNull(MODULES.get(module(name)), name), kind);
    }

    /** The innermost module of a tensor: q_proj of model.layers.0.self_attn.q_proj.weight. */
    static String module(String name) {
        String path = name.substring(0, name.lastIndexOf('.'));
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
