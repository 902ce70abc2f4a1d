package io.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ledger.LedgerDiff.Difference;
import io.millrace.ledger.LedgerDiff.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ledgers that agree, and ledgers that differ. */
class LedgerDiffTest {
    private final List<String> left = LedgerKit.steps(5);
    private final List<String> right = LedgerKit.steps(5);

    private static Result diff(boolean ordered, List<String> left, List<String> right) {
        LedgerDiff diff = new LedgerDiff(ordered, 3);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            if (i >= right.size()) {
                diff.left(i, left.get(i));
            } else if (i >= left.size()) {
                diff.right(i, right.get(i));
            } else {
                diff.both(i, left.get(i), i, right.get(i));
            }
        }
        return diff.result();
    }

    private Result diff() {
        return diff(false, left, right);
    }

    @Test
    void equalLedgersHaveNoDifference() {
        assertThat(diff().count()).isZero();
        assertThat(diff(true, left, right).count()).isZero();
    }

    @Test
    void theOrderOfLinesMattersOnlyOnRequest() {
        Collections.shuffle(right, new Random(3));

        assertThat(diff().count()).isZero();
        assertThat(diff(true, left, right).changed()).isGreaterThan(10);
    }

    @Test
    void theOrderOfFieldsDoesNotMatter() {
        right.set(3, right.get(3).replaceFirst("(\"query\":\"q3\"),(.*)}", "$2,$1}"));
        assertThat(right.get(3)).endsWith("\"query\":\"q3\"}");

        assertThat(diff().count()).isZero();
        assertThat(diff(true, left, right).count()).isZero();
    }

    @Test
    void timeAndRunAreIgnored() {
        for (int i = 0; i < right.size(); i++) {
            right.set(
                    i,
                    right.get(i)
                            .replace("\"ledger/1\"", "\"ledger/2\"")
                            .replace("\"run\":\"run\"", "\"run\":\"other\"")
                            .replaceFirst("\"time\":\\d+", "\"time\":7"));
            assertThat(right.get(i)).doesNotContain("17000000", "ledger/1", "\"run\":\"run\"");
        }

        assertThat(diff().count()).isZero();
    }

    @Test
    void everyOtherFieldIsCompared() {
        for (String field :
                List.of("\"policy_to\":1", "\"visit\":0", "\"end\":\"TRAINED\"", "\"detail\":\"\"", "\"step\":1")) {
            List<String> other = new ArrayList<>(left);
            assertThat(other.get(2)).contains(field);
            other.set(2, left.get(2).replace(field, field.substring(0, field.indexOf(':')) + ":\"9\""));

            Result result = diff(false, left, other);

            assertThat(result.changed()).as(field).isEqualTo(1);
            assertThat(result.first()).as(field).containsExactly(new Difference(2, 2));
        }
    }

    @Test
    void anUnknownFieldIsCompared() {
        right.set(1, right.get(1).replace("{", "{\"reviewer\":\"x\","));

        assertThat(diff().changed()).isEqualTo(1);
    }

    @Test
    void missingAndAdditionalLinesAreNamed() {
        left.remove(12);
        right.remove(4);
        Result result = diff();

        assertThat(result.changed()).isZero();
        assertThat(result.onlyLeft()).isEqualTo(1);
        assertThat(result.onlyRight()).isEqualTo(1);
        assertThat(result.first()).containsExactly(new Difference(4, -1), new Difference(-1, 11));
    }

    @Test
    void aDuplicateLineIsADifference() {
        right.add(right.get(7));

        assertThat(diff()).isEqualTo(new Result(0, 0, 1, List.of(new Difference(-1, 20))));
    }

    @Test
    void aVisitWithTwoLinesInBothLedgersIsMatchedInAnyOrder() {
        String other = left.get(2).replace("TRAINED", "UNGRADED");
        left.add(other);
        right.add(right.get(2));
        right.set(2, other);

        assertThat(diff().count()).isZero();
    }

    @Test
    void onlyTheFirstDifferencesAreReturned() {
        right.replaceAll(line -> line.replace("TRAINED", "UNGRADED"));
        Result result = diff();

        assertThat(result.changed()).isEqualTo(20);
        assertThat(result.first()).containsExactly(new Difference(0, 0), new Difference(1, 1), new Difference(2, 2));
    }

    @Test
    void recordsThatAreNotLedgerLinesAreComparedAsText() {
        left.set(0, "broken");
        right.set(0, "broken");
        assertThat(diff().count()).isZero();

        right.set(0, "broken too");
        assertThat(diff().count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shuffledLedgersDifferOnlyInTheChangedLines(long seed) {
        Random random = new Random(seed);
        List<String> many = LedgerKit.steps(1000);
        List<String> others = new ArrayList<>(many);
        int changed = 0;
        for (int i = 0; i < others.size(); i++) {
            if (random.nextInt(100) == 0) {
                others.set(i, others.get(i).replace("TRAINED", "TOO_STALE"));
                changed++;
            }
        }
        Collections.shuffle(others, random);
        Result result = diff(false, many, others);

        assertThat(result.changed()).as("seed %d", seed).isEqualTo(changed);
        assertThat(result.count()).as("seed %d", seed).isEqualTo(changed);
    }
}
