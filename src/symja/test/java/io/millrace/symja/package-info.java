/** What the worker proves and what it must not, in this process. */
@NullMarked
package io.millrace.symja;

import org.jspecify.annotations.NullMarked;
