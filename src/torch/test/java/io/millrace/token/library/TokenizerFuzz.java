package io.millrace.token.library;

import io.millrace.fuzz.Damage;
import io.millrace.fuzz.FuzzTarget;
import io.millrace.json.ModelJson;
import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import io.millrace.token.json.ModelKit;
import io.millrace.token.json.SymbolVocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tokenizer files. Tokenizers of known parts run in the process that reads the inputs, which is the subject of this
 * test: if one aborts it, {@link KnownParts} or {@link KnownPatterns} accept too much. Each of the others would need a
 * child process; one in forty is run.
 */
public final class TokenizerFuzz implements FuzzTarget {
    private static final int CHILDREN = 40;
    private static final List<String> TEXTS = List.of(
            "the an\u00e9 in \uD83D\uDE00\n\n<|im_end|> 1234",
            "a",
            " ",
            "\n",
            "A",
            "\u0301",
            "\u02b0",
            "\uFDFA",
            "\uD83D",
            "\0",
            "\u4e2d",
            "\uAC00\u11A8",
            "\u1E9B\u0323",
            "!?",
            "1",
            " \n",
            "'s",
            "<|im_start|>",
            "\u200d",
            "\uD834\uDD60",
            "\u0390");

    private final List<byte[]> seeds = new ArrayList<>();
    private final Map<String, byte[]> others = new TreeMap<>();

    public TokenizerFuzz(Path folder) throws IOException {
        for (ModelKit model : ModelKit.values()) {
            add(model.write(folder.resolve(model.name())));
        }
        Path symbols = folder.resolve("symbols");
        new SymbolVocabulary(List.of("a", "the ", "<think>")).write(symbols, 64);
        Files.writeString(symbols.resolve("generation_config.json"), "{\"eos_token_id\": [1]}");
        add(symbols);
        seeds.add(SENTENCE_PIECE.getBytes(StandardCharsets.UTF_8));
    }

    private void add(Path folder) throws IOException {
        seeds.add(Files.readAllBytes(folder.resolve("tokenizer.json")));
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("tokenizer.json")) {
                    others.put(name, Files.readAllBytes(file));
                }
            }
        }
    }

    /** A tokenizer like those of Llama 2 and Mistral. */
    private static final String SENTENCE_PIECE = """
            {"version": "1.0", "truncation": null, "padding": null,
             "added_tokens": [{"id": 0, "content": "<unk>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
              {"id": 1, "content": "</s>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": true, "special": true}],
             "normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "\u2581"},
              {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]},
             "pre_tokenizer": {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "first", "split": false},
             "post_processor": {"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A", "type_id": 0}}],
              "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}], "special_tokens": {}},
             "decoder": {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "},
              {"type": "ByteFallback"}, {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
             "model": {"type": "BPE", "dropout": null, "unk_token": "<unk>", "continuing_subword_prefix": null, "end_of_word_suffix": null,
              "fuse_unk": true, "byte_fallback": true, "ignore_merges": false,
              "vocab": {"<unk>": 0, "</s>": 1, "<0x00>": 2, "<0xE9>": 3, "\u2581": 4, "t": 5, "h": 6, "th": 7, "a": 8},
              "merges": ["t h"]}}
            """;

    @Override
    public String name() {
        return "tokenizer";
    }

    @Override
    public int weight() {
        return 12;
    }

    @Override
    public Form form() {
        return Form.JSON;
    }

    @Override
    public List<byte[]> seeds() {
        return seeds;
    }

    @Override
    public List<String> words() {
        return List.of(
                "type",
                "Sequence",
                "Split",
                "ByteLevel",
                "Metaspace",
                "Digits",
                "Whitespace",
                "WhitespaceSplit",
                "NFC",
                "NFD",
                "NFKC",
                "NFKD",
                "Lowercase",
                "Prepend",
                "Replace",
                "Strip",
                "Fuse",
                "ByteFallback",
                "WordLevel",
                "BPE",
                "TemplateProcessing",
                "String",
                "Regex",
                "Isolated",
                "Removed",
                "MergedWithNext",
                "Contiguous",
                "always",
                "never",
                "first",
                "<unk>",
                "a",
                "\u0120",
                "pattern",
                "content",
                "invert",
                "special",
                KnownPatterns.GPT_4O,
                KnownPatterns.DEEPSEEK);
    }

    @Override
    public boolean read(byte[] input, Path folder, SplittableRandom random) throws IOException {
        Path file = Files.write(folder.resolve("tokenizer.json"), input);
        for (Map.Entry<String, byte[]> other : others.entrySet()) {
            byte[] content = random.nextInt(12) == 0 ? Damage.json(other.getValue(), random) : other.getValue();
            Files.write(folder.resolve(other.getKey()), content);
        }
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\": 1, \"vocab_size\": 300}");
        if (KnownParts.unknown(ModelJson.read(file)).isPresent() && random.nextInt(CHILDREN) > 0) {
            return false;
        }
        Tokenizer tokenizer = Tokenizers.load(folder);
        boolean whole = true;
        for (int i = 0; i < 4; i++) {
            whole &= tried(tokenizer, text(random), random);
        }
        return whole;
    }

    private static boolean tried(Tokenizer tokenizer, String text, SplittableRandom random) {
        try {
            TokenIds tokens = tokenizer.encode(text);
            tokenizer.decode(tokens);
            tokenizer.tokensBefore(tokens, random.nextInt(10));
            tokenizer.decode(new TokenIds(random.nextInt(400), random.nextInt(), 3));
            tokenizer.prompt(List.of(ChatMessage.user(text)));
            return true;
        } catch (PolicyException e) {
            return false;
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            String piece = TEXTS.get(random.nextInt(TEXTS.size()));
            text.append(piece.repeat(random.nextInt(40) == 0 ? 1 + random.nextInt(20_000) : 1 + random.nextInt(8)));
        }
        return text.toString();
    }

    @Override
    public List<Class<? extends Exception>> refusals() {
        return List.of(PolicyException.class);
    }
}
