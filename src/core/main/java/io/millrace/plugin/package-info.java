/**
 * How implementations join a run: records of options that a configuration names, of Millrace and of users alike.
 *
 * <p>An extension point is an interface below {@link io.millrace.plugin.Extension}. One implementation of it is one record, whose
 * components are its options ({@link io.millrace.plugin.Default}), and one line in a file {@code META-INF/services/POINT} of its
 * jar ({@link io.millrace.plugin.Extensions}). Nothing here knows the points. Start at {@link io.millrace.plugin.Extension}.
 */
@NullMarked
package io.millrace.plugin;

import org.jspecify.annotations.NullMarked;
