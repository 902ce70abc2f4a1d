@NullMarked
package io.millrace.server.sglang;

import org.jspecify.annotations.NullMarked;
