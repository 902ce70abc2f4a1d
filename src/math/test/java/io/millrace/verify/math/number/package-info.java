@NullMarked
package io.millrace.verify.math.number;

import org.jspecify.annotations.NullMarked;
