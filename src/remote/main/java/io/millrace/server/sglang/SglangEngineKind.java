package io.millrace.server.sglang;

import io.millrace.policy.EngineCapabilities;
import io.millrace.server.Dialect;
import io.millrace.server.ServerKind;
import java.util.List;

/** {@code policy.engine: sglang}: servers of SGLang. Their seeds count only in deterministic mode, so noise is not declared equal. */
public record SglangEngineKind() implements ServerKind {
    private static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(true, false, false, false, false, true);

    @Override
    public String name() {
        return "sglang";
    }

    @Override
    public EngineCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public List<Dialect> dialects() {
        return List.of(new Sglang());
    }
}
