/**
 * Files and folders: bounded reading, atomic replacement, deletion.
 *
 * <p>Nothing here knows a format. Start at {@link io.millrace.file.InputFile}.
 */
@NullMarked
package io.millrace.file;

import org.jspecify.annotations.NullMarked;
