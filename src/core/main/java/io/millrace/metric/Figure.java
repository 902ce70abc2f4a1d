package io.millrace.metric;

/** A number that is reported under a name: a {@link Metric}, or a figure declared by a method. */
public interface Figure {
    /** The name under which it is reported, unique among all. */
    String key();

    /** The unit, or a range for a share. */
    String unit();

    /** Meaning of the figure. */
    String meaning();

    /** Values that indicate a problem. */
    String bad();
}
