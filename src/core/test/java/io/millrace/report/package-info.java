@NullMarked
package io.millrace.report;

import org.jspecify.annotations.NullMarked;
