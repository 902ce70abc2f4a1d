/**
 * Output to the user: the screen, causes of failures in one line, exceptions with exit codes.
 *
 * <p>Start at {@link io.millrace.jobs.console.Screen}.
 */
@NullMarked
package io.millrace.jobs.console;

import org.jspecify.annotations.NullMarked;
