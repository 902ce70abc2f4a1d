package io.millrace.serve;

import io.millrace.testkit.serve.FakeServer;
import io.millrace.testkit.serve.Letters;
import io.millrace.testkit.serve.LogitEngine;
import io.millrace.testkit.serve.Weights;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server of one dialect whose policy is known exactly, for each test. */
abstract class DialectKit {
    @TempDir
    Path folder;

    FakeServer server;

    private final String dialect;

    DialectKit(String dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void start() {
        server = FakeServer.start(dialect, FakeServer.Setup.logits(Weights.write(folder, 1)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Log-probabilities of the token after a text, by its id. */
    static double[] truth(long weights, int... text) {
        return LogitEngine.logProbs(weights, Letters.VOCABULARY, text);
    }
}
