/**
 * TorchScript programs written by Java and run by libtorch through DJL: all that the sampler and the learner share.
 *
 * <p>DJL's unstable native interface ({@code ai.djl.pytorch.jni}) is used by {@link io.millrace.torch.EngineRuntime} and {@link
 * io.millrace.torch.TorchScriptProgram} only. Start at {@link io.millrace.torch.TorchScriptProgram}.
 */
@NullMarked
package io.millrace.torch;

import org.jspecify.annotations.NullMarked;
