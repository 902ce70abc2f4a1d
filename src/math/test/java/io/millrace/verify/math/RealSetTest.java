package io.millrace.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.number.Rational;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RealSetTest {
    private static final long SEED = 20261129;
    private static final int ENDS = 4;
    private static final Comparator<Expr> ORDER = Comparator.comparing(end -> ((Num) end).value());

    /** Membership of the ends 0, 1, ... and of numbers between and outside them, which determines the set. */
    private static List<Boolean> members(RealSet set) {
        List<Boolean> members = new ArrayList<>();
        for (int half = -1; half <= 2 * ENDS - 1; half++) {
            Rational at = Rational.of(half, 2);
            RealSet point = RealSet.point(new Num(at));
            members.add(
                    !point.with(set, (first, second) -> first && second, ORDER).empty());
        }
        return members;
    }

    private static RealSet random(Random random) {
        Expr end = new Num(Rational.of(random.nextInt(ENDS)));
        return switch (random.nextInt(5)) {
            case 0 -> RealSet.point(end);
            case 1 -> RealSet.below(end, random.nextBoolean());
            case 2 -> RealSet.above(end, random.nextBoolean());
            case 3 -> RealSet.all();
            default -> RealSet.none();
        };
    }

    @Test
    void setOperationsAgreeWithMembershipInTheirOperands() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            RealSet left = random(random).with(random(random), (first, second) -> first || second, ORDER);
            RealSet right = random(random).with(random(random), (first, second) -> first != second, ORDER);
            RealSet both = left.with(right, (first, second) -> first && second, ORDER);
            RealSet without = left.with(right, (first, second) -> first && !second, ORDER);
            for (int j = 0; j < members(left).size(); j++) {
                boolean first = members(left).get(j);
                boolean second = members(right).get(j);
                assertThat(members(both).get(j)).as("seed %d, case %d", SEED, i).isEqualTo(first && second);
                assertThat(members(without).get(j))
                        .as("seed %d, case %d", SEED, i)
                        .isEqualTo(first && !second);
            }
            boolean equal = members(left).equals(members(right));
            assertThat(left.same(right, Expr::equals))
                    .as("seed %d, case %d", SEED, i)
                    .isEqualTo(equal);
        }
    }
}
