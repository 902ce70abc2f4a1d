/**
 * Files and folders: bounded reading, atomic replacement, deletion.
 *
 * <p>Independent of file formats. Start at {@link io.millrace.file.InputFile}.
 */
@NullMarked
package io.millrace.file;

import org.jspecify.annotations.NullMarked;
