package io.millrace.torch.sample;

import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PolicyEngineContract;
import io.millrace.torch.TestModels;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The embedded engine, decoding group by group, so that it is reproducible. */
class DjlPolicyEngineContractTest extends PolicyEngineContract {
    @TempDir
    Path temp;

    private PolicyVersion version(long number) {
        return EngineKit.version(temp.resolve("v" + number), TestModels.LLAMA, number);
    }

    @Override
    protected PolicyEngine open() {
        return EngineKit.open(version(1), new Batching.Group());
    }

    @Override
    protected PolicyVersion other() {
        return new PolicyVersion(7, 5, version(7).path(), Map.of());
    }

    @Override
    protected String query() {
        return "q";
    }

    @Override
    protected TokenIds prompt() {
        return new TokenIds(3, 9, 4);
    }
}
