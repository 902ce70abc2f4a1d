package io.millrace.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.alarm.rule.VerifierOutage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTrackerTest {
    private final AlarmTracker tracker = new AlarmTracker(List.of(new VerifierOutage(true)));
    private long time;

    private List<AlarmState> judge(int... openCircuits) {
        List<AlarmState> states = new ArrayList<>();
        for (int open : openCircuits) {
            time += 10_000;
            tracker.judge(AlarmTrigger.TIME, health(open), time).forEach(alarm -> states.add(alarm.state()));
        }
        return states;
    }

    private static AlarmView health(int open) {
        return AlarmKit.view(new StreamHealth(Duration.ZERO, "", 0, open, 0));
    }

    @Test
    void anAlarmFiresAtTheSecondJudgementBeyondItsBound() {
        assertThat(judge(0, 1)).containsExactly(AlarmState.PENDING);
        assertThat(judge(1)).containsExactly(AlarmState.FIRING);
        assertThat(tracker.firing()).containsExactly("verifier-outage");
        assertThat(judge(1, 1)).isEmpty();
    }

    @Test
    void aSingleJudgementBeyondTheBoundDoesNotFire() {
        assertThat(judge(1, 0)).containsExactly(AlarmState.PENDING, AlarmState.CLEARED);
        assertThat(judge(1)).containsExactly(AlarmState.PENDING);
    }

    @Test
    void aFiringAlarmResolvesAfterTwoClearJudgementsInARow() {
        judge(1, 1);
        assertThat(judge(0, 1, 0)).isEmpty();
        assertThat(judge(0)).containsExactly(AlarmState.RESOLVED);
        assertThat(tracker.firing()).isEmpty();
    }

    @Test
    void anAlarmNamesTheBeginning() {
        judge(0, 1);
        time += 10_000;
        assertThat(tracker.judge(AlarmTrigger.TIME, health(2), time))
                .containsExactly(new Alarm(
                        "verifier-outage",
                        "",
                        AlarmState.FIRING,
                        20_000,
                        30_000,
                        2,
                        0,
                        "2 remote verifiers are unavailable"));
    }

    @Test
    void theEndOfAnAlarmHasTheValueWithinTheBound() {
        judge(1, 1, 0);
        assertThat(tracker.judge(AlarmTrigger.TIME, health(0), time + 10_000))
                .extracting(Alarm::state, Alarm::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        AlarmState.RESOLVED, "within the bound again: 0.00, bound 0.00"));
    }

    @Test
    void aRestoredAlarmDoesNotFireAgain() {
        AlarmTracker next = new AlarmTracker(List.of(new VerifierOutage(true)));
        for (int open : new int[] {1, 1}) {
            time += 10_000;
            tracker.judge(AlarmTrigger.TIME, health(open), time).forEach(next::restore);
        }

        assertThat(next.judge(AlarmTrigger.TIME, health(1), time + 10_000)).isEmpty();
        assertThat(next.judge(AlarmTrigger.TIME, health(0), time + 20_000)).isEmpty();
        assertThat(next.judge(AlarmTrigger.TIME, health(0), time + 30_000))
                .extracting(Alarm::state, Alarm::since)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(AlarmState.RESOLVED, 10_000L));
    }

    @Test
    void disabledRulesAndOtherTriggersAreNotJudged() {
        assertThat(new AlarmTracker(List.of(new VerifierOutage(false))).judge(AlarmTrigger.TIME, health(1), 1))
                .isEmpty();
        assertThat(tracker.judge(AlarmTrigger.SAMPLE, health(1), 1)).isEmpty();
    }

    @Test
    void aValueNearTheBoundNeitherBeginsNorResolvesAnAlarm() {
        assertThat(Judgement.atMost("", 0.95, 1, "").level()).isEqualTo(Judgement.Level.NEAR);
        assertThat(Judgement.atMost("", 1.01, 1, "").level()).isEqualTo(Judgement.Level.BEYOND);
        assertThat(Judgement.atLeast("", 1.05, 1, 2, "").level()).isEqualTo(Judgement.Level.NEAR);
        assertThat(Judgement.atLeast("", 0.99, 1, 2, "").level()).isEqualTo(Judgement.Level.BEYOND);
        assertThat(Judgement.atLeast("", 1.2, 1, 2, "").level()).isEqualTo(Judgement.Level.CLEAR);
    }
}
