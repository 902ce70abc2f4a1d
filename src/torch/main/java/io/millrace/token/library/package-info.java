/**
 * Hugging Face's tokenizer library, kept from ending this process. The library is native; where it meets a file or a text that it
 * cannot handle it may abort the process that it runs in, which no Java code can catch.
 *
 * <p>A tokenizer made only of parts that cannot abort runs in this process, any other one in a child process, by the same library
 * and so with the same token ids. Start at {@link io.millrace.token.library.TokenLibrary}.
 */
@NullMarked
package io.millrace.token.library;

import org.jspecify.annotations.NullMarked;
