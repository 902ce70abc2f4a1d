@NullMarked
package io.millrace.method.autothink;

import org.jspecify.annotations.NullMarked;
