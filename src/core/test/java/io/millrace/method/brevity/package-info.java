/** A method that no paper has, in one package: proof that a method needs nothing else but its registration. */
@NullMarked
package io.millrace.method.brevity;

import org.jspecify.annotations.NullMarked;
