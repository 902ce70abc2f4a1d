package io.millrace.codec;

/** IEEE 754 half precision: 11 significant bits, relative error at most 2^-11 from 6.1e-5 to 65504. */
final class HalfPrecision {
    private HalfPrecision() {}

    /** The nearest half-precision number, ties to even; values beyond the range become the largest finite one. */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 0x477fe000) {
            return (short) (sign | 0x7bff);
        }
        if (magnitude < 0x38800000) {
            // Subnormal halves count in steps of 2^-24.
            return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
        }
        int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
        return (short) (sign | (rounded - 0x38000000) >>> 13);
    }

    /** The number that half-precision bits stand for. */
    static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int magnitude = half & 0x7fff;
        if (magnitude >= 0x7c00) {
            return Float.intBitsToFloat(sign | 0x7f800000 | (half & 0x3ff) << 13);
        }
        // Read as float bits, it is too small by the difference of the exponent biases; subnormals become normal.
        float scaled = Float.intBitsToFloat(magnitude << 13) * 0x1p112f;
        return Float.intBitsToFloat(sign | Float.floatToRawIntBits(scaled));
    }
}
