/** Tests of channels in a folder. */
@NullMarked
package io.millrace.channel;

import org.jspecify.annotations.NullMarked;
