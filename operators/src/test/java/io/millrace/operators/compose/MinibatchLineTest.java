package io.millrace.operators.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.GroupStatistics;
import io.millrace.model.LogProbs;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.operators.testkit.Stream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class MinibatchLineTest {
    private static final Minibatch MINIBATCH = new Minibatch(
            1,
            7,
            3,
            false,
            Minibatch.Kind.PRIORITY,
            List.of(
                    new TrainingRow(
                            "q/1",
                            2,
                            0,
                            5,
                            new TokenIds(10, 11),
                            new TokenIds(12, 13),
                            new LogProbs(LogProbs.Scale.SCALED, -0.5f, -0.25f),
                            new float[] {0.5f, 0.5f},
                            Origin.SAMPLED),
                    new TrainingRow(
                            "q/1",
                            2,
                            4,
                            1,
                            new TokenIds(10, 11),
                            new TokenIds(9),
                            LogProbs.NONE,
                            new float[] {-1},
                            Origin.REPLAYED)),
            List.of(Stream.failed(6)),
            GroupStatistics.NONE,
            8);

    private static List<String> lines(boolean published) throws Exception {
        List<String> lines = new ArrayList<>();
        new MinibatchLine("r1", published).flatMap(MINIBATCH, new ListCollector<>(lines));
        return lines;
    }

    @Test
    void aMinibatchIsOneRecordWithItsRowsAndEnds() throws Exception {
        assertThat(lines(true))
                .containsExactly(
                        ("{'schema':'minibatch/1','run':'r1','policy_from':1,'policy_to':5,'shard':1,'sequence':7,'round':3,'closes':false,'kind':'PRIORITY','dropped':8,'rows':["
                                        + "{'query':'q/1','visit':2,'sample':0,'step':5,'origin':'SAMPLED','prompt':[10,11],"
                                        + "'response':[12,13],'log_prob_scale':'SCALED','log_probs':[-0.5,-0.25],"
                                        + "'advantages':[0.5,0.5]},"
                                        + "{'query':'q/1','visit':2,'sample':4,'step':1,'origin':'REPLAYED','prompt':[10,11],"
                                        + "'response':[9],'log_prob_scale':'NONE','log_probs':[],'advantages':[-1.0]}],"
                                        + "'ends':[{'query':'q/q6','visit':6,'split':'prompts','ordinal':6,"
                                        + "'end':'SAMPLING_FAILED','detail':'why','graded':0,'correct':0,'prompt':{"
                                        + "'messages':[{'role':'user','content':'q6'}],'truths':[],'source':'test',"
                                        + "'task':'hash','kind':'PLAIN'}}],'groups':{'groups':0,'responses':0,'ungraded':0,"
                                        + "'reward':0.0,'correct':0,'tokens':0,'entropy':0.0,'entropy_tokens':0,"
                                        + "'truncated':0,'solved_all':0,'solved_none':0,'zero_advantages':0,"
                                        + "'staleness':0,'max_staleness':0,'replays':0,'rewards':{},'figures':{}}}")
                                .replace('\'', '"'));
    }

    @Test
    void aStreamThatDoesNotPublishMinibatchesWritesNone() throws Exception {
        assertThat(lines(false)).isEmpty();
    }
}
