/**
 * Supervised training of a small base policy on solutions that a task's prompt maker writes.
 *
 * <p>Start at {@link io.millrace.pretrain.Pretraining}.
 */
@NullMarked
package io.millrace.pretrain;

import org.jspecify.annotations.NullMarked;
