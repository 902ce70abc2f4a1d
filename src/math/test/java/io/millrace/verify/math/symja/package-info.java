/** The client of the worker process, against workers of a few lines of shell. */
@org.jspecify.annotations.NullMarked
package io.millrace.verify.math.symja;
