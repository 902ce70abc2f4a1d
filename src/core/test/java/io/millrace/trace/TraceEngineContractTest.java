package io.millrace.trace;

import io.millrace.dataset.FieldMapping;
import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PolicyEngineContract;
import io.millrace.testkit.CharTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class TraceEngineContractTest extends PolicyEngineContract {
    private static final CharTokens TOKENS = CharTokens.digits();

    @TempDir
    Path temp;

    @Override
    protected PolicyEngine open() throws IOException {
        Path file = Files.writeString(
                temp.resolve("trace.jsonl"),
                "{\"id\": \"q\", \"prompt\": \"p\", \"responses\": [\"1\", \"22\", \"333\"]}");
        FieldMapping fields = new FieldMapping("", List.of(), "id", "", "", "");
        return new TraceEngine(
                TraceFile.open(new TraceConfig(file.toString(), fields, ""), "any"),
                TOKENS,
                new PolicyVersion(0, 0, Path.of("v"), Map.of()),
                64,
                2,
                () -> 0);
    }

    @Override
    protected PolicyVersion other() {
        return new PolicyVersion(7, 5, Path.of("other"), Map.of());
    }

    @Override
    protected String query() {
        return "q";
    }

    @Override
    protected TokenIds prompt() {
        return TOKENS.encode("000");
    }
}
