/**
 * What a method (a paper) may add to the stream, stage by stage. The stages know these interfaces and no method.
 *
 * <p>Each paper is a package below this one, which holds all of it. Methods never import each other.
 */
@NullMarked
package io.millrace.method;

import org.jspecify.annotations.NullMarked;
