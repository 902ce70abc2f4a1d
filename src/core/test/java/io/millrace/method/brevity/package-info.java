/** A made-up method in one package, which proves that a method needs only its registration. */
@NullMarked
package io.millrace.method.brevity;

import org.jspecify.annotations.NullMarked;
