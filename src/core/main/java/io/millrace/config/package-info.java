/**
 * The configuration of a run: one immutable tree of records, read once at submission.
 *
 * <p>Records of a section that belongs to another package live there. The code contains no defaults; they are in
 * {@code defaults.yaml} next to these classes. Start at {@link io.millrace.config.MillraceConfig}, then
 * {@link io.millrace.config.ConfigReader}.
 */
@NullMarked
package io.millrace.config;

import org.jspecify.annotations.NullMarked;
