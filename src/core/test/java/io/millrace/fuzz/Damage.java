package io.millrace.fuzz;

import io.millrace.fuzz.FuzzTarget.Form;
import java.util.List;
import java.util.SplittableRandom;

/** Damages a second file of an input. */
public final class Damage {
    private Damage() {}

    public static byte[] json(byte[] valid, SplittableRandom random) {
        return new Mutator(random, List.of()).damage(valid, Form.JSON);
    }
}
