/**
 * The web page of runs: an HTTP server on loopback with the page's files, a JSON interface and a stream of events.
 *
 * <p>Start with {@link io.millrace.jobs.dashboard.DashboardServer}. What the page shows is computed in {@code jobs.view}; an
 * {@link io.millrace.jobs.dashboard.Endpoint} only turns it into JSON. Nothing here changes a run: there are only GET requests,
 * besides the one that exchanges a token for a cookie.
 */
@NullMarked
package io.millrace.jobs.dashboard;

import org.jspecify.annotations.NullMarked;
