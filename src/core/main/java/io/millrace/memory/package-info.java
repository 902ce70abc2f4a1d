/**
 * The memory of a query between its visits.
 *
 * <p>Values and interfaces only; storage is implemented elsewhere. Start at {@link io.millrace.memory.QueryStatistics}.
 */
@NullMarked
package io.millrace.memory;

import org.jspecify.annotations.NullMarked;
