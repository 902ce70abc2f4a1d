package io.millrace.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** A reader of untrusted input. */
public interface FuzzTarget {
    /** The form of inputs, which decides how they are damaged. */
    enum Form {
        /** One JSON value. */
        JSON,
        /** One JSON value per line. */
        LINES,
        /** Other text. */
        TEXT,
        BINARY
    }

    /** The kind of input, in one word. */
    String name();

    /** Relative frequency among the targets. */
    int weight();

    Form form();

    /** Valid inputs, at least one. */
    List<byte[]> seeds();

    /** Fragments of its syntax. */
    default List<String> words() {
        return List.of();
    }

    /**
     * Reads a damaged input completely.
     *
     * @param folder an empty folder for files
     * @param random the source of other random choices
     * @return whether the input was accepted
     * @throws Exception one of {@link #refusals} if it was rejected
     */
    boolean read(byte[] input, Path folder, SplittableRandom random) throws Exception;

    /** The exceptions that reject an input. */
    List<Class<? extends Exception>> refusals();
}
