/**
 * The embedded policy engine: TorchScript programs written by Java and run by libtorch through DJL.
 *
 * <p>DJL's internals are used in {@link io.millrace.policy.djl.EngineRuntime}, {@link
 * io.millrace.policy.djl.TorchScriptProgram} and {@link io.millrace.policy.djl.Tensors} only. No native array leaves this
 * package but to the learner's. Start at {@link io.millrace.policy.djl.DjlPolicyEngine}.
 */
@NullMarked
package io.millrace.policy.djl;

import org.jspecify.annotations.NullMarked;
