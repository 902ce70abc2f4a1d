package io.millrace.jobs.serve;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "millrace.sglang.url", matches = ".+", disabledReason = "no server is running")
class RunningSglangTest extends RunningServerContract {
    RunningSglangTest() {
        super("sglang");
    }
}
