/**
 * The dialect of vLLM's server: {@code /inference/v1/generate} if it is enabled, otherwise {@code /v1/completions}; weights are
 * updated through the endpoints of its development mode. Start at {@link io.millrace.server.vllm.VllmEngineKind}.
 */
@NullMarked
package io.millrace.server.vllm;

import org.jspecify.annotations.NullMarked;
