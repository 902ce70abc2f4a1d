/**
 * The embedded policy engine: continuous batching with the programs of {@link io.millrace.torch}.
 *
 * <p>No native array leaves this package. Start at {@link io.millrace.torch.sample.DjlPolicyEngine}.
 */
@NullMarked
package io.millrace.torch.sample;

import org.jspecify.annotations.NullMarked;
