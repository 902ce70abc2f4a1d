package io.millrace.task.digits;

import io.millrace.check.Require;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.task.PromptGenerator.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * All prompts of digit completion with a in 0..9, b in 0..M-1 and n in 0..9.
 *
 * <p>Prompts whose values of a are equal modulo M have the same answer, so they are in the same part: one in five of
 * {@code (a mod M, b, n)}
 * is held out, by a fixed hash. Hard prompts are held-out ones with n of at least 7. Prompts that differ only in n may be in
 * different parts, as in verl's files.
 */
final class DigitsPrompts {
    private static final int TERMS = 10;
    private static final int HELD_OUT_ONE_IN = 5;
    private static final int HARD_FROM = 7;

    private final int modulus;

    DigitsPrompts(int modulus) {
        this.modulus = modulus;
    }

    List<Prompt> draw(Part part, int count, long seed) {
        List<Sequence> all = all(part);
        Require.that(
                count <= all.size(),
                "digits: prompts of %s must be <= %d at modulus %d, was %d; request 0 to get all of them",
                part,
                all.size(),
                modulus,
                count);
        Collections.shuffle(all, new Random(seed));
        return all.subList(0, count == 0 ? all.size() : count).stream()
                .map(DigitsPrompts::prompt)
                .toList();
    }

    private List<Sequence> all(Part part) {
        List<Sequence> all = new ArrayList<>();
        for (int a = 0; a < TERMS; a++) {
            for (int b = 0; b < modulus; b++) {
                for (int n = 0; n < TERMS; n++) {
                    if (belongs(a % modulus, b, n, part)) {
                        all.add(new Sequence(a, b, modulus, n));
                    }
                }
            }
        }
        return all;
    }

    private static boolean belongs(int a, int b, int n, Part part) {
        int hash = (a * 31 + b) * 31 + n;
        hash = (hash ^ hash >>> 7) * 0x9E3779B1;
        boolean heldOut = Math.floorMod(hash ^ hash >>> 15, HELD_OUT_ONE_IN) == 0;
        return heldOut == (part != Part.TRAIN) && (part != Part.HARD || n >= HARD_FROM);
    }

    private static Prompt prompt(Sequence sequence) {
        return new Prompt(
                DigitsTask.NAME + "/" + sequence.text(),
                List.of(ChatMessage.user(sequence.text())),
                List.of(sequence.answer()),
                DigitsTask.NAME,
                DigitsTask.NAME,
                PromptKind.PLAIN);
    }
}
