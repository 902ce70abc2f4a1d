package io.millrace.ledger;

import static io.millrace.ledger.LedgerKit.audit;
import static io.millrace.ledger.LedgerKit.faults;
import static io.millrace.ledger.LedgerKit.line;
import static io.millrace.ledger.LedgerKit.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ledgers with and without faults, without the channels beside them. */
class LedgerAuditTest {
    private static LedgerVerdict allowing(long open, List<String> lines) {
        return audit(lines, new LedgerRules(0, split -> open, false, 10), Optional.empty(), Optional.empty());
    }

    private static LedgerVerdict after(long deleted, List<String> lines) {
        return audit(lines, new LedgerRules(deleted, split -> 0, false, 10), Optional.empty(), Optional.empty());
    }

    @Test
    void aLedgerWithEveryVisitOnceIsSound() {
        List<String> lines = steps(5);
        lines.set(3, LedgerKit.write(line(3, VisitEnd.Kind.UNGRADED, "timed out")));
        LedgerVerdict verdict = audit(lines);

        assertThat(verdict.sound()).isTrue();
        assertThat(verdict.lines()).isEqualTo(20);
        assertThat(verdict.ends()).isEqualTo(Map.of(VisitEnd.Kind.TRAINED, 19L, VisitEnd.Kind.UNGRADED, 1L));
        assertThat(verdict.splits()).isEqualTo(Map.of("prompts", new LedgerVerdict.Split(20, 19, 0)));
        assertThat(verdict.rounds()).isEqualTo(new Rounds(1, 5, 4, 4, 1, 0, -1, -1, 0));
    }

    @Test
    void anEmptyLedgerIsSound() {
        assertThat(audit(List.of()).sound()).isTrue();
    }

    @Test
    void visitsOfAStepMayBeInAnyOrder() {
        List<String> lines = steps(3);
        Collections.shuffle(lines.subList(4, 8), new Random(1));

        assertThat(faults(audit(lines))).isEmpty();
    }

    @Test
    void aVisitThatEndsTwiceIsAFault() {
        List<String> lines = steps(2);
        lines.add(5, lines.get(4));

        assertThat(faults(audit(lines)))
                .containsExactly(
                        "once: record 5: ordinal 4 of split prompts (query q4, visit 0) must end exactly once, ended again");
    }

    @Test
    void aVisitThatEndsTwiceUnderTwoOrdinalsIsAFault() {
        List<String> lines = steps(2);
        LedgerLine again = line(6);
        lines.set(
                6,
                LedgerKit.write(new LedgerLine(
                        "q2", 0, "prompts", 6, again.end(), again.detail(), again.minibatch(), again.step())));

        assertThat(faults(audit(lines)))
                .containsExactly("once: visit 0 of query q2 in split prompts: must end once, ends in records [2, 6]");
    }

    @Test
    void aReflectionMayHaveTheVisitNumberOfItsTrigger() {
        List<String> lines = steps(1);
        LedgerLine of = line(2);
        lines.add(LedgerKit.write(
                new LedgerLine(of.query(), of.visit(), "reflections", 0, of.end(), "", of.minibatch(), of.step())));

        assertThat(faults(audit(lines))).isEmpty();
    }

    @Test
    void aMissingVisitIsAFault() {
        List<String> lines = steps(4);
        lines.remove(9);
        lines.remove(5);

        assertThat(faults(audit(lines)))
                .containsExactly("no-gap: split prompts: ordinals up to 15 must have no gap, 2 are missing: 5, 9");
    }

    @Test
    void asManyVisitsAsMayBeInFlightMayBeMissing() {
        List<String> lines = steps(4);
        lines.remove(9);
        lines.remove(5);

        assertThat(allowing(2, lines).sound()).isTrue();
        assertThat(faults(allowing(1, lines)))
                .containsExactly(
                        "no-gap: split prompts: ordinals up to 15 must have no gap except for up to 1 visits in flight, 2 are missing: 5, 9");
        assertThat(allowing(2, lines).splits().get("prompts").open()).isEqualTo(2);
    }

    @Test
    void aLongListOfGapsIsShortened() {
        List<String> lines = steps(10);
        for (int ordinal = 31; ordinal > 0; ordinal -= 4) {
            lines.remove(ordinal);
        }

        assertThat(faults(audit(lines)))
                .containsExactly(
                        "no-gap: split prompts: ordinals up to 39 must have no gap, 8 are missing: 3, 7, 11, 15, 19, ...");
    }

    @Test
    void aLostStepIsAFault() {
        List<String> lines = steps(4);
        lines.subList(4, 8).clear();

        assertThat(faults(audit(lines)))
                .containsExactly(
                        "step-order: record 4: step must be 2, was 3",
                        "no-gap: split prompts: ordinals up to 15 must have no gap, 4 are missing: 4..7");
    }

    @Test
    void aStepThatGoesBackIsAFault() {
        List<String> lines = steps(3);
        Collections.swap(lines, 3, 4);

        assertThat(faults(audit(lines)))
                .contains(
                        "step-order: record 4: step must be 3, was 1",
                        "minibatch-order: record 4: minibatch of shard 0 in step 1 must be after 0/1, was 0/0");
    }

    @Test
    void aStepWithTwoMinibatchesOfAShardIsAFault() {
        List<String> lines = steps(2);
        lines.set(5, lines.get(5).replace("\"0/1\"", "\"0/2\""));

        assertThat(faults(audit(lines)))
                .containsExactly(
                        "minibatch-order: step 2: shard 0 must end visits with one minibatch, ended them with 0/1 and with 0/2 in record 5");
    }

    @Test
    void aStepWithoutOneOfTheShardsIsAFault() {
        List<String> lines = steps(3);
        for (int i = 0; i < 12; i += 2) {
            lines.set(i, lines.get(i).replace("\"0/", "\"1/"));
        }
        assertThat(faults(audit(lines))).isEmpty();
        assertThat(audit(lines).rounds().shards()).isEqualTo(2);

        lines.set(4, lines.get(4).replace("\"1/", "\"0/"));
        lines.set(6, lines.get(6).replace("\"1/", "\"0/"));

        assertThat(faults(audit(lines)))
                .containsExactly("minibatch-order: step 2: visits must end in shards [0, 1] as before, ended in [0]");
    }

    @Test
    void minibatchesWithoutVisitsInBetweenAreCounted() {
        List<String> lines = steps(3);
        for (int i = 8; i < 12; i++) {
            lines.set(i, lines.get(i).replace("\"0/2\"", "\"0/4\""));
        }

        assertThat(audit(lines).sound()).isTrue();
        assertThat(audit(lines).rounds().withoutVisits()).isEqualTo(2);
    }

    @Test
    void aLedgerThatDoesNotStartAtStepOneIsAFault() {
        List<String> lines = steps(3);
        lines.subList(0, 4).clear();

        assertThat(faults(audit(lines)))
                .containsExactly(
                        "step-order: record 0: step must be 1, was 2",
                        "no-gap: split prompts: ordinals up to 11 must have no gap, 4 are missing: 0..3");
    }

    @Test
    void recordsThatRetentionHasDeletedAreNotAFault() {
        List<String> lines = new ArrayList<>(steps(5).subList(6, 20));

        assertThat(faults(after(6, lines))).isEmpty();
        assertThat(faults(after(5, lines)))
                .containsExactly(
                        "no-gap: split prompts: ordinals up to 19 must have no gap except for up to 5 deleted ones, 6 are missing: 0..5");
    }

    @Test
    void aRecordThatIsNotALedgerLineIsAFault() {
        List<String> lines = steps(1);
        lines.set(1, "{\"query\":");
        lines.set(2, lines.get(2).replace("\"0/0\"", "\"seven\""));
        lines.add("{\"query\":\"q\",\"visit\":1}");
        lines.add("null");
        lines.add(lines.get(3).replace("\"ordinal\":3", "\"ordinal\":-3"));

        assertThat(faults(audit(lines)))
                .hasSize(6)
                .anySatisfy(fault -> assertThat(fault).startsWith("readable: record 1: not a ledger line (line 1, "))
                .contains(
                        "readable: record 2: must name a minibatch as SHARD/SEQUENCE and a step >= 1, was 'seven' and 1",
                        "readable: record 5: not a ledger line (must be a ledger line, was null)",
                        "readable: record 6: ordinal and visit must be >= 0, were -3 and 0")
                .anySatisfy(fault -> assertThat(fault)
                        .startsWith("readable: record 4: not a ledger line (")
                        .contains("'split'"));
    }

    @Test
    void unknownFieldsOfNewerVersionsPass() {
        List<String> lines = steps(1);
        lines.set(1, lines.get(1).replace("{", "{\"reviewer\":{\"name\":\"x\"},"));

        assertThat(audit(lines).sound()).isTrue();
    }

    @Test
    void furtherFaultsAreCounted() {
        List<String> lines = steps(20);
        lines.addAll(steps(20));
        LedgerVerdict verdict = audit(lines);

        assertThat(verdict.faults()).hasSize(10);
        assertThat(verdict.counts()).containsEntry(Fault.Rule.ONCE, 80L);
        assertThat(verdict.faultCount()).isGreaterThan(80);
    }
}
