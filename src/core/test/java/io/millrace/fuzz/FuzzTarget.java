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
        /** One JSON value a line. */
        LINES,
        /** Text of another kind. */
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
     * Reads a damaged input, all of it.
     *
     * @param folder empty, to write files into
     * @param random for what else there is to be chosen
     * @return whether it was taken
     * @throws Exception if it was not; {@link #refusals} says by which ones
     */
    boolean read(byte[] input, Path folder, SplittableRandom random) throws Exception;

    /** The exceptions by which inputs are refused. */
    List<Class<? extends Exception>> refusals();
}
