package io.millrace.testkit.hash;

import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PolicyEngineContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class HashEngineContractTest extends PolicyEngineContract {
    @TempDir
    Path temp;

    private PolicyVersion version(long number, long step) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("v" + number));
        Files.writeString(folder.resolve("weights"), (42 + number) + " " + step);
        return new PolicyVersion(number, step, folder, Map.of());
    }

    @Override
    protected PolicyEngine open() throws IOException {
        PolicyEngine engine = new HashEngine();
        engine.load(version(0, 0));
        return engine;
    }

    @Override
    protected PolicyVersion other() throws IOException {
        return version(7, 5);
    }

    @Override
    protected String query() {
        return "query 1";
    }

    @Override
    protected TokenIds prompt() {
        return new TokenIds(97, 98);
    }
}
