@NullMarked
package io.millrace.server.llamacpp;

import org.jspecify.annotations.NullMarked;
