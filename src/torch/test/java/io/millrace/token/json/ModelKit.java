package io.millrace.token.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tokenizer files like those of real models, but small: byte-level BPE over 256 bytes with a few merges, special tokens
 * after them, and a chat template of the model's kind.
 */
public enum ModelKit {
    QWEN2_5(
            "qwen2.5",
            List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>"),
            Map.of("eos_token", "<|im_end|>", "pad_token", "<|endoftext|>")),
    QWEN3(
            "qwen3",
            List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<think>", "</think>"),
            Map.of("eos_token", "<|im_end|>", "pad_token", "<|endoftext|>")),
    LLAMA_3_1(
            "llama-3.1",
            List.of("<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"),
            Map.of("bos_token", "<|begin_of_text|>", "eos_token", "<|eot_id|>")),
    DEEPSEEK_R1(
            "deepseek-r1",
            List.of("<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>", "<think>", "</think>"),
            Map.of("bos_token", "<｜begin▁of▁sentence｜>", "eos_token", "<｜end▁of▁sentence｜>"));

    /** Id of the first special token. */
    public static final int FIRST = 256 + 8;

    private static final Set<String> TAGS = Set.of("<think>", "</think>");
    private static final List<String> MERGES = List.of("t h", "th e", "a n", "Ġ the", "i n", "Ċ Ċ", "Ã ©", "ð Ł");
    private static final String SPLIT = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private final String template;
    private final List<String> specials;
    private final Map<String, String> names;

    ModelKit(String template, List<String> specials, Map<String, String> names) {
        this.template = template;
        this.specials = specials;
        this.names = names;
    }

    /** Number of tokens. */
    public int vocabulary() {
        return FIRST + specials.size();
    }

    /** The id of a special token. */
    public int id(String special) {
        return FIRST + specials.indexOf(special);
    }

    /** The model's chat template. */
    public String template() {
        try (InputStream in = ModelKit.class.getResourceAsStream(template + ".jinja")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes tokenizer.json, tokenizer_config.json and generation_config.json, which lists all stop tokens. */
    public Path write(Path folder) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode config = mapper.createObjectNode().put("chat_template", template());
        names.forEach(config::put);
        ObjectNode generation = mapper.createObjectNode();
        ArrayNode ends = generation.putArray("eos_token_id");
        ends.add(id(names.get("eos_token")));
        ends.add(id(specials.get(this == LLAMA_3_1 ? 1 : 0)));
        try {
            Files.createDirectories(folder);
            mapper.writeValue(folder.resolve("tokenizer.json").toFile(), tokenizer(mapper));
            mapper.writeValue(folder.resolve("tokenizer_config.json").toFile(), config);
            mapper.writeValue(folder.resolve("generation_config.json").toFile(), generation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** As {@link #write}, but with think tags that are special tokens, as some models have them. */
    public Path writeWithSpecialTags(Path folder) {
        write(folder);
        Path file = folder.resolve("tokenizer.json");
        ObjectMapper mapper = new ObjectMapper();
        try {
            ObjectNode json = (ObjectNode) mapper.readTree(file.toFile());
            json.path("added_tokens").forEach(added -> ((ObjectNode) added).put("special", true));
            mapper.writeValue(file.toFile(), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private ObjectNode tokenizer(ObjectMapper mapper) {
        ObjectNode json = mapper.createObjectNode().put("version", "1.0");
        json.putNull("truncation").putNull("padding");
        ArrayNode added = json.putArray("added_tokens");
        for (String special : specials) {
            added.addObject()
                    .put("id", id(special))
                    .put("content", special)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", !TAGS.contains(special));
        }
        json.putNull("normalizer");
        ArrayNode pre = json.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        pre.addObject()
                .put("type", "Split")
                .put("behavior", "Isolated")
                .put("invert", false)
                .putObject("pattern")
                .put("Regex", SPLIT);
        pre.add(byteLevel(mapper).put("use_regex", false));
        json.set("post_processor", names.containsKey("bos_token") ? beginning(mapper) : byteLevel(mapper));
        json.set("decoder", byteLevel(mapper));
        json.set("model", model(mapper));
        return json;
    }

    private static ObjectNode byteLevel(ObjectMapper mapper) {
        return mapper.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", true);
    }

    /** Adds the beginning-of-text token, as the Llama tokenizers do. */
    private ObjectNode beginning(ObjectMapper mapper) {
        String begin = names.get("bos_token");
        ObjectNode processor = mapper.createObjectNode().put("type", "TemplateProcessing");
        for (String kind : List.of("single", "pair")) {
            ArrayNode parts = processor.putArray(kind);
            parts.addObject().putObject("SpecialToken").put("id", begin).put("type_id", 0);
            parts.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
            if (kind.equals("pair")) {
                parts.addObject().putObject("Sequence").put("id", "B").put("type_id", 1);
            }
        }
        ObjectNode token =
                processor.putObject("special_tokens").putObject(begin).put("id", begin);
        token.putArray("ids").add(id(begin));
        token.putArray("tokens").add(begin);
        return processor;
    }

    private static ObjectNode model(ObjectMapper mapper) {
        ObjectNode model = mapper.createObjectNode().put("type", "BPE").put("byte_fallback", false);
        model.putNull("dropout").putNull("unk_token");
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        int beyond = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            vocabulary.put(Character.toString(printable ? b : beyond++), b);
        }
        MERGES.forEach(merge -> vocabulary.put(merge.replace(" ", ""), vocabulary.size()));
        ObjectNode vocab = model.putObject("vocab");
        vocabulary.forEach(vocab::put);
        ArrayNode merges = model.putArray("merges");
        MERGES.forEach(merges::add);
        return model;
    }
}
