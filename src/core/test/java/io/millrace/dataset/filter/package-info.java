@NullMarked
package io.millrace.dataset.filter;

import org.jspecify.annotations.NullMarked;
