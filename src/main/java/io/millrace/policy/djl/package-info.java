/**
 * The embedded policy engine: TorchScript programs written by Java and run by libtorch through DJL.
 *
 * <p>DJL's unstable native interface ({@code ai.djl.pytorch.jni}) is used by {@link
 * io.millrace.policy.djl.EngineRuntime} and {@link io.millrace.policy.djl.TorchScriptProgram} only. No native array leaves
 * this package but to the learner's. Start at {@link io.millrace.policy.djl.DjlPolicyEngine}.
 */
@NullMarked
package io.millrace.policy.djl;

import org.jspecify.annotations.NullMarked;
