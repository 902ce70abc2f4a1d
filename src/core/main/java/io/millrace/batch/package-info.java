/**
 * Assembles graded groups into rounds.
 *
 * <p>Pure functions over the visits that end together. Start at {@link io.millrace.batch.RoundAssembler}.
 */
@NullMarked
package io.millrace.batch;

import org.jspecify.annotations.NullMarked;
