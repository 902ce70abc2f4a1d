/**
 * Access to the HTTP servers of Millrace: the page of a run and served policies. Both listen on a loopback address unless they
 * require a token.
 *
 * <p>Start at {@link io.millrace.access.Access}.
 */
@NullMarked
package io.millrace.access;

import org.jspecify.annotations.NullMarked;
