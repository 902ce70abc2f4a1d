package io.millrace.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatTypeTest {
    @ParameterizedTest
    @CsvSource({
        "3f800000, 3f80", // 1
        "3f808000, 3f80", // halfway, even below
        "3f818000, 3f82", // halfway, even above
        "3f808001, 3f81", // above halfway
        "7f7fffff, 7f80", // the largest float32 rounds to infinity
        "ff800000, ff80", // -infinity
        "7f800001, 7fc0", // a NaN whose payload would be lost stays one
        "80000001, 8000" // the smallest negative number
    })
    void float32RoundsToBrainToNearestEven(String bits, String brain) {
        float value = Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16));
        assertThat(FloatType.floatToBrain(value)).isEqualTo((short) Integer.parseInt(brain, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 3c00",
        "-2.0, c000",
        "65504.0, 7bff",
        "65519.99, 7bff",
        "65520.0, 7c00",
        "1.00048828125, 3c00", // halfway, even below
        "1.00146484375, 3c02", // halfway, even above
        "6.103515625E-5, 0400", // the smallest normal number
        "6.0975552E-5, 03ff", // the largest subnormal one
        "6.1020255E-5, 0400", // a subnormal that rounds up to a normal number
        "5.9604645E-8, 0001",
        "2.9802322E-8, 0000", // halfway to the smallest, even is 0
        "-1e-10, 8000",
        "NaN, 7e00",
        "Infinity, 7c00"
    })
    void float32RoundsToHalfToNearestEven(float value, String half) {
        assertThat(FloatType.floatToHalf(value)).isEqualTo((short) Integer.parseInt(half, 16));
    }

    @Test
    void everyHalfSurvivesARoundTripThroughFloat32() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = FloatType.halfToFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(FloatType.floatToHalf(value)).as("half %x", bits).isEqualTo((short) bits);
            } else {
                assertThat(FloatType.halfToFloat(FloatType.floatToHalf(value)))
                        .as("half %x", bits)
                        .isNaN();
            }
        }
    }

    @Test
    void halfIsTheNearestOfItsNeighbours() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(30) - 20));
            short half = FloatType.floatToHalf(value);
            double error = Math.abs(FloatType.halfToFloat(half) - (double) value);
            for (int step : new int[] {-1, 1}) {
                float neighbour = FloatType.halfToFloat((short) (half + step));
                if (Float.isFinite(neighbour)) {
                    assertThat(error)
                            .as("seed 11, value %s", value)
                            .isLessThanOrEqualTo(Math.abs(neighbour - (double) value));
                }
            }
        }
    }
}
