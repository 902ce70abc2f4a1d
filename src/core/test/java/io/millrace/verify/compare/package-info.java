@NullMarked
package io.millrace.verify.compare;

import org.jspecify.annotations.NullMarked;
