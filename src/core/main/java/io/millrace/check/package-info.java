/**
 * Checks of values whose messages name component, rule and value.
 *
 * <p>Depends on nothing. Values that are passed between stages are checked by {@link io.millrace.check.Require}, options by
 * {@link io.millrace.check.OptionRules}.
 */
@NullMarked
package io.millrace.check;

import org.jspecify.annotations.NullMarked;
