@NullMarked
package io.millrace.method.rorecomp;

import org.jspecify.annotations.NullMarked;
