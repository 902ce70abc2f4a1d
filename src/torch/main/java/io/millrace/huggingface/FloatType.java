package io.millrace.huggingface;

import java.nio.ByteBuffer;

/** The floating-point types of safetensors files, and their conversion to and from float32. */
public enum FloatType {
    F32(4, "float32"),
    F16(2, "float16"),
    BF16(2, "bfloat16");

    private final int bytes;
    private final String torchName;

    FloatType(int bytes, String torchName) {
        this.bytes = bytes;
        this.torchName = torchName;
    }

    /** Size of one value in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The type's name in config.json. */
    public String torchName() {
        return torchName;
    }

    /** Reads one value from a little-endian buffer. */
    float get(ByteBuffer from) {
        return switch (this) {
            case F32 -> from.getFloat();
            case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
            case F16 -> halfToFloat(from.getShort());
        };
    }

    /** Appends one value to a little-endian buffer, rounded to nearest, ties to even. */
    void put(ByteBuffer to, float value) {
        switch (this) {
            case F32 -> to.putFloat(value);
            case BF16 -> to.putShort(floatToBrain(value));
            case F16 -> to.putShort(floatToHalf(value));
        }
    }

    /** float32 to bfloat16; NaN stays NaN. */
    static short floatToBrain(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    /** float16 to float32, exactly. */
    static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >>> 10 & 0x1f;
        int mantissa = half & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f800000 | mantissa << 13);
        }
        if (exponent == 0) {
            float value = mantissa * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        return Float.intBitsToFloat(sign | exponent + 112 << 23 | mantissa << 13);
    }

    /** float32 to float16; magnitudes of 65520 and above become infinity, NaN stays NaN. */
    static short floatToHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00 | magnitude >>> 13 & 0x3ff);
        }
        if (magnitude >= 0x477ff000) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x38800000) {
            return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
        }
        int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
        return (short) (sign | rounded - 0x38000000 >>> 13);
    }
}
