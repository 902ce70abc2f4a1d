package io.millrace.verify;

/** Where the answer of a response stands. */
public enum AnswerSource {
    /** In the last {@code \boxed} or {@code \fbox}. */
    BOXED,
    /** After the last {@code ####} of a line, as in GSM8K. */
    HASHES,
    /** After the last "answer is" or "answer:", up to the end of the sentence. */
    PHRASE
}
