/**
 * Observes the stream for the monitor: graded groups and ends of visits as records.
 *
 * <p>Pure functions of what passes a stage; nothing in the stream reads their results. Start at
 * {@link io.millrace.observe.GroupObserver}.
 */
@NullMarked
package io.millrace.observe;

import org.jspecify.annotations.NullMarked;
