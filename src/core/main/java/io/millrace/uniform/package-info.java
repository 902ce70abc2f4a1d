/**
 * The random policy: an engine without a model, whose every token is as likely as any other.
 *
 * <p>The rewards that it earns are those of chance, which a policy has to beat; and since it costs nothing, the rate of a stream that
 * it feeds is that of everything but the model. Start at {@link io.millrace.uniform.UniformEngine}.
 */
@NullMarked
package io.millrace.uniform;

import org.jspecify.annotations.NullMarked;
