package io.millrace.fuzz;

import io.millrace.dataset.DatasetException;
import io.millrace.dataset.FieldMapping;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptKind;
import io.millrace.testkit.CharTokens;
import io.millrace.trace.RecordedResponse;
import io.millrace.trace.TraceConfig;
import io.millrace.trace.TraceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Recorded responses. */
final class TraceFuzz implements FuzzTarget {
    private static final String LINES = """
            {"prompt": "1+1?", "response": "2", "tokens": [1, 2], "log_probs": [-0.5, -1e-3], "entropies": [0.1, 0], "finish_reason": "stop"}
            {"id": "q2", "prompt": [{"role": "user", "content": "2+2?"}], "responses": [{"text": "4"}, {"content": "5", "finish_reason": "length"}, "6"]}
            {"problem": "3+3?", "answer": "6", "completions": ["6", "7"], "data_source": "a"}
            {"question": "4+4?", "output": [{"role": "assistant", "content": "8"}]}
            """;

    @Override
    public String name() {
        return "trace";
    }

    @Override
    public int weight() {
        return 12;
    }

    @Override
    public Form form() {
        return Form.LINES;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(LINES.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> words() {
        return List.of(
                "prompt",
                "response",
                "responses",
                "tokens",
                "log_probs",
                "entropies",
                "finish_reason",
                "text",
                "content",
                "stop",
                "length",
                "abort",
                "id",
                "role",
                "completion");
    }

    @Override
    public boolean read(byte[] input, Path folder, SplittableRandom random) throws IOException {
        Path path = Files.write(folder.resolve("a.jsonl"), input);
        PolicyVersion version = new PolicyVersion(0, 0, folder, Map.of());
        try (TraceFile trace = TraceFile.open(new TraceConfig(path.toString(), FieldMapping.AUTOMATIC, ""), "any")) {
            for (String query : trace.queryIds()) {
                for (RecordedResponse response : trace.read(query).responses()) {
                    sample(response, version);
                }
                trace.read(query, random.nextInt(5), 3);
            }
            return trace.rejected().isEmpty();
        }
    }

    /** Tokens of another vocabulary are detected and refused on replay. */
    private static void sample(RecordedResponse response, PolicyVersion version) {
        try {
            response.sampled(0, new CharTokens("abc 0123456789"), 100, version, PromptKind.PLAIN);
        } catch (IllegalArgumentException e) {
            if (!String.valueOf(e.getMessage()).startsWith("recorded token must be in the tokenizer's vocabulary")) {
                throw e;
            }
        }
    }

    @Override
    public List<Class<? extends Exception>> refusals() {
        return List.of(DatasetException.class);
    }
}
