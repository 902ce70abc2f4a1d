@NullMarked
package io.millrace.task;

import org.jspecify.annotations.NullMarked;
