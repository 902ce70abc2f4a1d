package io.millrace.testkit.serve;

import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PolicyEngineContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class LogitEngineContractTest extends PolicyEngineContract {
    @TempDir
    Path folder;

    @Override
    protected PolicyEngine open() {
        return new LogitEngine(Letters.VOCABULARY, 100, new PolicyVersion(0, 0, Weights.write(folder, 1), Map.of()));
    }

    @Override
    protected PolicyVersion other() {
        return new PolicyVersion(7, 5, Weights.write(folder, 2), Map.of());
    }

    @Override
    protected String query() {
        return "query";
    }

    @Override
    protected TokenIds prompt() {
        return new Letters(0).encode("prompt");
    }
}
