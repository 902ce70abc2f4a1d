/**
 * Fakes and generators that tests of every module share.
 *
 * <p>Hand-written, deterministic, without an engine. Start at {@link io.millrace.testkit.CharTokens} and {@link
 * io.millrace.testkit.Samples}.
 */
@NullMarked
package io.millrace.testkit;

import org.jspecify.annotations.NullMarked;
