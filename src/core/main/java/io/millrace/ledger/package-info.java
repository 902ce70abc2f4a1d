/**
 * Audits of ledgers: whether every prompt visit ended exactly once, and whether two ledgers agree.
 *
 * <p>An audit reads each record once, in order, and keeps bits and sums instead of lines, so it can read ledgers of any length.
 * Start at {@link io.millrace.ledger.LedgerAudit} and {@link io.millrace.ledger.LedgerDiff}.
 */
@NullMarked
package io.millrace.ledger;

import org.jspecify.annotations.NullMarked;
