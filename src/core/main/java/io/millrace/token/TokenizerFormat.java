package io.millrace.token;

/**
 * A form in which a Hugging Face folder may hold its tokenizer. Formats of other modules and of users' jars are found by {@link
 * java.util.ServiceLoader}.
 */
public interface TokenizerFormat {
    /** A folder's tokenizer, not yet told how conversations become prompts. */
    interface Source {
        /** @throws io.millrace.model.PolicyException if the folder cannot do what is requested */
        Tokenizer with(TokenizerOptions options);
    }

    /** What a folder must hold for this format, for error messages, such as {@code tokenizer.json}. */
    String holds();

    /** Whether a folder is in this format; its files may still be broken. */
    boolean matches(ModelFiles files);

    /** @throws io.millrace.model.PolicyException if a file is broken, or asks for what is not implemented, by name */
    Source open(ModelFiles files);
}
