package io.millrace.verify.math.number;

/** Thrown for a well-formed text with an unknown symbol, which can only be compared literally. */
public final class UnknownSymbolException extends UnreadableException {
    private static final long serialVersionUID = 1;

    public UnknownSymbolException(String message) {
        super(message);
    }
}
