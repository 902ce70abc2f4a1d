@NullMarked
package io.millrace.method.rearl;

import org.jspecify.annotations.NullMarked;
