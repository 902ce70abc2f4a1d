/**
 * Extension mechanism for implementations that a configuration names, both of Millrace and of users.
 *
 * <p>An extension point is an interface that extends {@link io.millrace.plugin.Extension}. One implementation of it is one record,
 * whose components are its options ({@link io.millrace.plugin.Default}), and one line in a file {@code META-INF/services/POINT} of
 * its jar ({@link io.millrace.plugin.Extensions}). This package does not depend on the extension points. Start at
 * {@link io.millrace.plugin.Extension}.
 */
@NullMarked
package io.millrace.plugin;

import org.jspecify.annotations.NullMarked;
