package io.millrace.server;

import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PolicyEngineContract;
import io.millrace.testkit.serve.FakeServer;
import io.millrace.testkit.serve.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of engines, over one server of a dialect. */
abstract class ServedContract extends PolicyEngineContract {
    @TempDir
    Path folder;

    private final String dialect;
    private final List<FakeServer> servers = new ArrayList<>();

    ServedContract(String dialect) {
        this.dialect = dialect;
    }

    @AfterEach
    void closeServers() {
        servers.forEach(FakeServer::close);
    }

    @Override
    protected PolicyEngine open() {
        FakeServer server =
                FakeServer.start(dialect, FakeServer.Setup.logits(Weights.write(folder.resolve("served"), 9)));
        servers.add(server);
        return FleetKit.open(dialect, folder, "inFlight=16", Optional.empty(), server);
    }

    @Override
    protected PolicyVersion other() {
        return FleetKit.version(folder, 7, 5, 77);
    }

    @Override
    protected String query() {
        return "query 1";
    }

    @Override
    protected TokenIds prompt() {
        return FleetKit.PROMPT;
    }
}
