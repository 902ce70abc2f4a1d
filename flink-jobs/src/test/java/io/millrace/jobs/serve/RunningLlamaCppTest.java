package io.millrace.jobs.serve;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "millrace.llamacpp.url", matches = ".+", disabledReason = "no server is running")
class RunningLlamaCppTest extends RunningServerContract {
    RunningLlamaCppTest() {
        super("llamacpp");
    }
}
