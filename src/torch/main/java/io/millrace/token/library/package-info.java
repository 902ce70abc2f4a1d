/**
 * Hugging Face's tokenizer library, isolated so that it cannot abort this process. The library is native; on a file or
 * text that it cannot handle it may abort its process, which Java code cannot catch.
 *
 * <p>A tokenizer that consists only of parts that cannot abort runs in this process, any other one in a child process,
 * with the same library and thus the same token ids. Start at {@link io.millrace.token.library.TokenLibrary}.
 */
@NullMarked
package io.millrace.token.library;

import org.jspecify.annotations.NullMarked;
