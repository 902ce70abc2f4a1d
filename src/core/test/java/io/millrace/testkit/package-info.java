/**
 * Fakes and generators shared by the tests of all modules.
 *
 * <p>They are hand-written, deterministic and need no engine. Start at {@link io.millrace.testkit.CharTokens} and
 * {@link io.millrace.testkit.Samples}.
 */
@NullMarked
package io.millrace.testkit;

import org.jspecify.annotations.NullMarked;
