@NullMarked
package io.millrace.eval;

import org.jspecify.annotations.NullMarked;
