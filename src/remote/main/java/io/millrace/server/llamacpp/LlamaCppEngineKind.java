package io.millrace.server.llamacpp;

import io.millrace.policy.EngineCapabilities;
import io.millrace.server.Dialect;
import io.millrace.server.ServerKind;
import java.util.List;

/** {@code policy.engine: llamacpp}: servers of llama.cpp, whose weights never change. */
public record LlamaCppEngineKind() implements ServerKind {
    private static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(false, false, false, false, true, true);

    @Override
    public String name() {
        return "llamacpp";
    }

    @Override
    public EngineCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public List<Dialect> dialects() {
        return List.of(new LlamaCpp());
    }
}
