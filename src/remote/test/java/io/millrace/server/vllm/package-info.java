@NullMarked
package io.millrace.server.vllm;

import org.jspecify.annotations.NullMarked;
