/**
 * Checks of values whose messages say who, rule and value.
 *
 * <p>Depends on nothing. Start at {@link io.millrace.check.Require}.
 */
@NullMarked
package io.millrace.check;

import org.jspecify.annotations.NullMarked;
