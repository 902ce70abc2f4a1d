/**
 * Classes of users' own jars, found by name and created.
 *
 * <p>Start at {@link io.millrace.plugin.OwnClass}.
 */
@NullMarked
package io.millrace.plugin;

import org.jspecify.annotations.NullMarked;
