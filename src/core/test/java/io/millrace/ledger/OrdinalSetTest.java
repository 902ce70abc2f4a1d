package io.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ordinals of a ledger, with and without gaps. */
class OrdinalSetTest {
    @Test
    void anEmptySetMissesNothing() {
        OrdinalSet set = new OrdinalSet();

        assertThat(set.missing()).isZero();
        assertThat(set.highest()).isEqualTo(-1);
        assertThat(set.missing(3)).isEmpty();
    }

    @Test
    void anOrdinalIsAddedOnce() {
        OrdinalSet set = new OrdinalSet();

        assertThat(set.add(7)).isTrue();
        assertThat(set.add(7)).isFalse();
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void anOrdinalOfAFullBlockIsStillKnown() {
        OrdinalSet set = new OrdinalSet();
        for (long ordinal = 0; ordinal < 2 * OrdinalSet.BLOCK; ordinal++) {
            assertThat(set.add(ordinal)).isTrue();
        }

        assertThat(set.add(0)).isFalse();
        assertThat(set.add(OrdinalSet.BLOCK)).isFalse();
        assertThat(set.add(2L * OrdinalSet.BLOCK)).isTrue();
    }

    @Test
    void missingOrdinalsAreNamedAsRanges() {
        OrdinalSet set = new OrdinalSet();
        for (long ordinal = 2; ordinal < 3 * OrdinalSet.BLOCK; ordinal++) {
            if (ordinal != 17 && (ordinal < 1020 || ordinal > 1030)) {
                set.add(ordinal);
            }
        }

        assertThat(set.missing()).isEqualTo(2 + 1 + 11);
        assertThat(set.missing(9)).containsExactly("0..1", "17", "1020..1030");
        assertThat(set.missing(2)).containsExactly("0..1", "17");
    }

    @Test
    void aFarOrdinalIsAGap() {
        OrdinalSet set = new OrdinalSet();
        set.add(0);
        set.add(1L << 40);

        assertThat(set.missing()).isEqualTo((1L << 40) - 1);
        assertThat(set.missing(5)).containsExactly("1.." + ((1L << 40) - 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itAgreesWithAnOrdinarySet(long seed) {
        Random random = new Random(seed);
        List<Long> ordinals = new ArrayList<>();
        for (long ordinal = 0; ordinal < 5000; ordinal++) {
            if (random.nextInt(50) > 0) {
                ordinals.add(ordinal);
            }
        }
        Collections.shuffle(ordinals, random);
        OrdinalSet set = new OrdinalSet();
        TreeSet<Long> expected = new TreeSet<>();
        for (long ordinal : ordinals) {
            assertThat(set.add(ordinal)).as("seed %d", seed).isEqualTo(expected.add(ordinal));
        }

        assertThat(set.size()).as("seed %d", seed).isEqualTo(expected.size());
        assertThat(set.highest()).as("seed %d", seed).isEqualTo(expected.last());
        assertThat(set.missing()).as("seed %d", seed).isEqualTo(expected.last() + 1 - expected.size());
    }
}
