package io.millrace.curriculum;

import io.millrace.check.Require;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * State of each prompt of a data set: whether it was visited, and an exponential moving average of its pass rate. Immutable.
 *
 * <pre>
 *   r_1 = c_1 / g_1                             on the first visit with a graded response
 *   r_k = decay r_(k-1) + (1 - decay) c_k / g_k
 * </pre>
 *
 * <p>where c_k of the g_k graded responses of visit k are correct. Range 0..1, in steps of 1/60000: two bytes per prompt. A result
 * without graded responses changes no rate, but its prompt counts as seen.
 */
public final class PassRates {
    /** Name of the file in a policy version's folder. */
    public static final String FILE = "pass-rates.bin";

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 5;

    /** Divisible by common group sizes, whose pass rates are therefore exact. */
    private static final int SCALE = 60_000;

    private static final char UNSEEN = 0;
    private static final char UNGRADED = 1;

    /** Code of rate 0; higher rates follow. */
    private static final char ZERO = 2;

    private final char[] codes;

    private PassRates(char... codes) {
        this.codes = codes;
    }

    /**
     * Grading result of a visit.
     *
     * @param index the index of its prompt
     * @param graded responses with a verdict
     * @param correct correct responses among them
     */
    public record Result(int index, int graded, int correct) {}

    /** The rates of prompts that were never visited. */
    public static PassRates unseen(int size) {
        return new PassRates(new char[size]);
    }

    /** Number of prompts n. */
    public int size() {
        return codes.length;
    }

    /** Whether a visit of a prompt has ended. */
    public boolean seen(int index) {
        return codes[index] != UNSEEN;
    }

    /** A prompt's pass rate, 0..1; NaN as long as none of its responses was graded. */
    public double rate(int index) {
        return codes[index] < ZERO ? Double.NaN : (double) (codes[index] - ZERO) / SCALE;
    }

    /**
     * These rates updated with the results of visits.
     *
     * @param results the results, in the order of the visits
     * @param decay weight of the rate before a visit, 0..1
     */
    public PassRates plus(List<Result> results, double decay) {
        char[] after = codes.clone();
        for (Result result : results) {
            after[result.index()] = after(after[result.index()], result, decay);
        }
        return new PassRates(after);
    }

    private static char after(char before, Result result, double decay) {
        if (result.graded() == 0) {
            return before == UNSEEN ? UNGRADED : before;
        }
        double now = (double) SCALE * result.correct() / result.graded();
        double mean = before < ZERO ? now : decay * (before - ZERO) + (1 - decay) * now;
        return (char) (ZERO + Math.round(mean));
    }

    /** Writes these rates into a folder. */
    public void write(Path folder) throws IOException {
        Files.write(folder.resolve(FILE), toBytes());
    }

    /**
     * Reads the rates in a folder.
     *
     * @throws IOException if there are none, or they cannot be read
     */
    public static PassRates read(Path folder) throws IOException {
        return fromBytes(Files.readAllBytes(folder.resolve(FILE)));
    }

    /** Version (1 byte), number of prompts (4), and 2 bytes for each; the highest byte first. */
    byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + Character.BYTES * codes.length)
                .put(VERSION)
                .putInt(codes.length);
        out.asCharBuffer().put(codes);
        return out.array();
    }

    static PassRates fromBytes(byte... bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES || in.get() != VERSION) {
            throw new IOException(
                    "%s: version must be %d, was %s: the file was written by a newer Millrace or by another program"
                            .formatted(FILE, VERSION, bytes.length == 0 ? "none" : bytes[0]));
        }
        long size = in.getInt();
        long expected = HEADER_BYTES + Character.BYTES * size;
        if (bytes.length != expected) {
            throw new IOException("%s: must have %d bytes for %d prompts, had %d: the file was truncated or changed"
                    .formatted(FILE, expected, size, bytes.length));
        }
        char[] codes = new char[(int) size];
        in.asCharBuffer().get(codes);
        return new PassRates(codes);
    }

    /**
     * These rates, checked against the number of prompts.
     *
     * @throws IllegalArgumentException if the number differs
     */
    PassRates of(long prompts) {
        Require.that(
                codes.length == prompts,
                "pass rates: must cover the data set's %d prompts, covered %d: continue with the prompts that the run was started with",
                prompts,
                codes.length);
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PassRates that && Arrays.equals(codes, that.codes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(codes);
    }
}
