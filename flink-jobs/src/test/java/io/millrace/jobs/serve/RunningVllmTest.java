package io.millrace.jobs.serve;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "millrace.vllm.url", matches = ".+", disabledReason = "no server is running")
class RunningVllmTest extends RunningServerContract {
    RunningVllmTest() {
        super("vllm");
    }
}
