/**
 * The dialect of vLLM's server: {@code /inference/v1/generate} where it is on, else {@code /v1/completions}, and the requests of
 * its development mode for new weights. Start at {@link io.millrace.server.vllm.VllmEngineKind}.
 */
@NullMarked
package io.millrace.server.vllm;

import org.jspecify.annotations.NullMarked;
