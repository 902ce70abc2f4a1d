/** The built-in forms of tool calls. */
@NullMarked
package io.millrace.agent.format;

import org.jspecify.annotations.NullMarked;
