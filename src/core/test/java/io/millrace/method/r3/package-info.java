@NullMarked
package io.millrace.method.r3;

import org.jspecify.annotations.NullMarked;
