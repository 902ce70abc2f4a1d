@NullMarked
package io.millrace.dataset;

import org.jspecify.annotations.NullMarked;
