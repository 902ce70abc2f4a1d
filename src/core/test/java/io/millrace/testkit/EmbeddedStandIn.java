package io.millrace.testkit;

import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.PolicyEngine;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Replaces the embedded engine, which is the default, in the tests of the core: provides its name and capabilities. */
public record EmbeddedStandIn() implements EngineKind {
    @Override
    public String name() {
        return "djl";
    }

    @Override
    public EngineCapabilities capabilities() {
        return new EngineCapabilities(true, false, true, true, true, true);
    }

    @Override
    public PolicyEngine open(MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer) {
        throw new UnsupportedOperationException("the stand-in for the embedded engine cannot open an engine");
    }
}
