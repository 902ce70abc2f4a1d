package io.millrace.operators.prompts;

import io.millrace.check.Require;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One reader's share of a data set's endless order: every {@code stride}-th ordinal.
 *
 * @param residue first ordinal of the share
 * @param stride number of shares, fixed for the life of the job
 * @param next the next ordinal to read
 */
public record OrdinalSplit(int residue, int stride, long next) implements SourceSplit {
    public OrdinalSplit {
        Require.that(stride >= 1, "prompt split: stride must be >= 1, was %d", stride);
        Require.that(
                residue >= 0 && residue < stride,
                "prompt split: residue must be in 0..%d, was %d",
                stride - 1,
                residue);
        Require.that(
                next >= residue && next % stride == residue,
                "prompt split: next must be %d modulo %d, was %d",
                residue,
                stride,
                next);
    }

    /** The initial share, of which nothing has been read. */
    static OrdinalSplit start(int residue, int stride) {
        return new OrdinalSplit(residue, stride, residue);
    }

    /** The share after its next ordinal has been read. */
    OrdinalSplit advanced() {
        return new OrdinalSplit(residue, stride, next + stride);
    }

    @Override
    public String splitId() {
        return residue + "/" + stride;
    }
}
