/**
 * The interfaces through which a method (a paper) extends the stream, stage by stage. Stages depend on these interfaces, never on a
 * method.
 *
 * <p>Each paper is one package below this one, which contains everything of that method. Methods never import each other.
 */
@NullMarked
package io.millrace.method;

import org.jspecify.annotations.NullMarked;
