/** Tests of the client of the worker process, against workers that are a few lines of shell. */
@org.jspecify.annotations.NullMarked
package io.millrace.verify.math.symja;
