@NullMarked
package io.millrace.task.digits;

import org.jspecify.annotations.NullMarked;
