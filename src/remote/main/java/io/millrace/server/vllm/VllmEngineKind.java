package io.millrace.server.vllm;

import io.millrace.policy.EngineCapabilities;
import io.millrace.server.Dialect;
import io.millrace.server.ServerKind;
import java.util.List;

/** {@code policy.engine: vllm}: servers of vLLM. Equal seeds give equal noise. */
public record VllmEngineKind() implements ServerKind {
    private static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(true, false, false, false, true, true);

    @Override
    public String name() {
        return "vllm";
    }

    @Override
    public EngineCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public List<Dialect> dialects() {
        return List.of(new GenerateRoute(), new CompletionsRoute());
    }
}
