@NullMarked
package io.millrace.reward;

import org.jspecify.annotations.NullMarked;
