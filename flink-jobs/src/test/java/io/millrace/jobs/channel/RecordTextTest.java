package io.millrace.jobs.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Records as people read them. */
class RecordTextTest {
    @Test
    void aLedgerLineNamesItsVisitAndItsEnd() {
        assertThat(RecordText.of("""
                {"query":"q7","visit":3,"split":"prompts","ordinal":41,"end":"UNGRADED","detail":"timed out\\n after 5 s",\
                "minibatch":"0/9","step":10}"""))
                .isEqualTo("prompts/41 q7, visit 3: UNGRADED in minibatch 0/9, step 10: timed out after 5 s");
    }

    @Test
    void aStepShowsItsMainFigures() {
        assertThat(RecordText.of("""
                {"learner_step":12.0,"compensation":0.0,"reward":0.53125,"accuracy":0.5,"loss":-0.000123456,"kl":0.0,"rows":128.0}"""))
                .isEqualTo("step 12: reward 0.5313, accuracy 0.5000, loss -0.0001235, kl 0, rows 128");
        assertThat(RecordText.of("{\"learner_step\":12.0,\"compensation\":1.0,\"rows\":16.0}"))
                .isEqualTo("step 12, compensation: rows 16");
    }

    @Test
    void aMinibatchShowsItsSizeAndItsEnds() {
        assertThat(RecordText.of("""
                {"shard":1,"sequence":4,"round":3,"closes":true,"kind":"PRIORITY","rows":[{"response":[1,2]},{"response":[3]}],\
                "ends":[{"end":"TRAINED"},{"end":"UNGRADED"},{"end":"TRAINED"}]}"""))
                .isEqualTo("1/4 of round 3, PRIORITY: 2 rows, 3 response tokens, ends 2 TRAINED, 1 UNGRADED");
        assertThat(RecordText.of(
                        "{\"shard\":0,\"sequence\":4,\"round\":3,\"kind\":\"COMPENSATION\",\"rows\":[],\"ends\":[]}"))
                .endsWith("COMPENSATION: 0 rows, 0 response tokens, ends no visit");
    }

    @Test
    void aReflectionShowsTheEndOfItsConversation() {
        assertThat(RecordText.of("""
                {"prompt":{"queryId":"q7","messages":[{"role":"system","content":"s"},{"role":"user","content":"Try\\nagain"}]},\
                "visit":2}""")).isEqualTo("q7, after visit 2: Try again");
    }

    @Test
    void aDeadLetterShowsItsPositionAndReason() {
        assertThat(RecordText.of("{\"file\":\"a.jsonl\",\"position\":3,\"reason\":\"no prompt\",\"raw\":\"{}\"}"))
                .isEqualTo("a.jsonl:3: no prompt: {}");
    }

    @Test
    void aWindowShowsItsSeriesAndItsCounts() {
        assertThat(RecordText.of("""
                {"schema":"window/1","run":"r","start":1796036400000,"seconds":60,"source":"gsm8k","task":"math","mode":"think",\
                "steps":[16,17],"counts":{"responses":1200,"correct":300,"groups":150}}"""))
                .isEqualTo(
                        "60 s from 2026-11-30T11:00:00Z, gsm8k, task math, mode think, steps 16..17: 1,200 responses, 300"
                                + " correct, 150 groups");
    }

    @Test
    void anAlarmShowsItsStateAndItsMessage() {
        assertThat(RecordText.of("""
                {"schema":"alarm/1","run":"r","time":1796036420000,"alarm":"reward-drift","series":"gsm8k","state":"FIRING",\
                "since":1796036410000,"message":"index 0.31, above 0.25"}"""))
                .isEqualTo("2026-11-30T11:00:20Z reward-drift (gsm8k) FIRING: index 0.31, above 0.25");
    }

    @Test
    void anEpisodeShowsItsVerdictsOrItsEnd() {
        assertThat(RecordText.of("""
                {"schema":"episode/1","run":"r","episode":"GROUP","query":"q7","visit":3,"responses":[\
                {"verdict":"CORRECT","reward":0.75},{"verdict":"UNGRADED","reward":0.0}]}""")).isEqualTo("q7, visit 3: correct 0.7500, ungraded 0");
        assertThat(RecordText.of("""
                {"schema":"episode/1","run":"r","episode":"END","query":"q7","visit":3,"end":"TOO_STALE","round":9,\
                "detail":"sampled at step 2"}""")).isEqualTo("q7, visit 3: TOO_STALE in round 9: sampled at step 2");
    }

    @Test
    void aScoreShowsItsMinibatch() {
        assertThat(RecordText.of("""
                {"schema":"score/1","run":"r","minibatch":"0/17","kind":"PLAIN","step":18,"rows":[{"log_prob":-1.0}]}""")).isEqualTo("step 18, minibatch 0/17: 1 responses");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        String text = RecordText.of("{\"file\":\"f\",\"position\":1,\"reason\":\"r\",\"raw\":\"%s\"}"
                .formatted("\uD83D\uDE00".repeat(200)));

        assertThat(text).isEqualTo("f:1: r: " + "\uD83D\uDE00".repeat(40) + " ...");
    }

    @Test
    void theSchemaDecidesTheFormat() {
        String step =
                "{\"schema\":\"%s\",\"run\":\"r\",\"learner_step\":12.0,\"rows\":128.0,\"reason\":\"\",\"raw\":\"\"}";

        assertThat(RecordText.of(step.formatted("step/1"))).isEqualTo("step 12: rows 128");
        assertThat(RecordText.of(step.formatted("step/2"))).isEqualTo(step.formatted("step/2"));
        assertThat(RecordText.of(step.formatted("other/1"))).isEqualTo(step.formatted("other/1"));
    }

    @Test
    void otherRecordsAreShownAsTheyAre() {
        assertThat(RecordText.of("{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(RecordText.of("no JSON")).isEqualTo("no JSON");
        assertThat(RecordText.of("[1, 2]")).isEqualTo("[1, 2]");
    }
}
