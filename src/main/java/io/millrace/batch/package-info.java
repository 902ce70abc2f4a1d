/**
 * From graded groups to minibatches.
 *
 * <p>Pure functions over the visits that end together. Start at {@link io.millrace.batch.MinibatchAssembler}.
 */
@NullMarked
package io.millrace.batch;

import org.jspecify.annotations.NullMarked;
