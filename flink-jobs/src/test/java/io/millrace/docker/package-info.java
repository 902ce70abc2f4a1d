/**
 * Checks of {@code deploy/docker} without a registry of images: what the Dockerfiles and the Compose file contain and refer to.
 *
 * <p>Start at {@link io.millrace.docker.ComposeTest}.
 */
@NullMarked
package io.millrace.docker;

import org.jspecify.annotations.NullMarked;
