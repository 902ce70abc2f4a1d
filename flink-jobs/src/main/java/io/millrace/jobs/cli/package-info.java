/**
 * The command line: arguments, exit codes and readable errors; no computation belongs here.
 *
 * <p>Start at {@link io.millrace.jobs.cli.Millrace}.
 */
@NullMarked
package io.millrace.jobs.cli;

import org.jspecify.annotations.NullMarked;
