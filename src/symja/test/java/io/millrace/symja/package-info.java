/** Tests of what the worker proves and must not prove, in this process. */
@NullMarked
package io.millrace.symja;

import org.jspecify.annotations.NullMarked;
