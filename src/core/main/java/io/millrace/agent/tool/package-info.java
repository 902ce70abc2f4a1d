/** The built-in tools without dependencies. */
@NullMarked
package io.millrace.agent.tool;

import org.jspecify.annotations.NullMarked;
