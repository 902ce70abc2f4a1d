/**
 * What is remembered of a query between its visits.
 *
 * <p>Values and interfaces only; where they are kept is decided elsewhere. Start at {@link
 * io.millrace.memory.QueryStatistics}.
 */
@NullMarked
package io.millrace.memory;

import org.jspecify.annotations.NullMarked;
