/** Settings and passages for tests of single operators. */
@NullMarked
package io.millrace.operators.testkit;

import org.jspecify.annotations.NullMarked;
