/**
 * Checks of {@code deploy/kubernetes} without a cluster: fields, references, Flink's options and the configuration inside.
 *
 * <p>Start at {@link io.millrace.kubernetes.ManifestsTest}.
 */
@NullMarked
package io.millrace.kubernetes;

import org.jspecify.annotations.NullMarked;
