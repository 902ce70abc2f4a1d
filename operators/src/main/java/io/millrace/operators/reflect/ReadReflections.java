package io.millrace.operators.reflect;

import io.millrace.metric.Metric;
import io.millrace.model.ChatMessage;
import io.millrace.model.Passage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Reflection;
import io.millrace.model.VisitEnd;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.policy.StalenessPacing;
import io.millrace.state.codec.Types;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Converts records of the reflections channel to visits. A record's number is its visit's ordinal, so an unreadable
 * record has a visit too: it ends at once, with the reason and the record itself.
 */
public final class ReadReflections extends ProcessFunction<ChannelRecord, PromptVisit> {
    /** Visits of unreadable records. */
    public static final OutputTag<Passage> UNREADABLE = new OutputTag<>("unreadable-reflections", Types.PASSAGE);

    private static final long serialVersionUID = 1;

    private final Clock clock;
    private transient volatile long read;

    /** @param clock provides the time at which a record is read */
    public ReadReflections(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().getMetricGroup().gauge(Metric.VISITS_READ.key(), () -> read);
    }

    @Override
    public void processElement(ChannelRecord record, Context context, Collector<PromptVisit> out) {
        read = record.number() + 1;
        try {
            Reflection reflection = ReflectionLine.parse(record.line());
            out.collect(new PromptVisit(
                    reflection.prompt(),
                    reflection.visit(),
                    StalenessPacing.REFLECTIONS,
                    record.number(),
                    clock.millis()));
        } catch (IOException e) {
            context.output(UNREADABLE, unreadable(record, String.valueOf(e.getMessage())));
        }
    }

    private VisitEnd unreadable(ChannelRecord record, String reason) {
        Prompt prompt = new Prompt(
                StalenessPacing.REFLECTIONS + "/" + record.number(),
                List.of(ChatMessage.user(record.line())),
                List.of(),
                StalenessPacing.REFLECTIONS,
                "",
                PromptKind.REFLECTION);
        return new VisitEnd(
                new PromptVisit(prompt, 0, StalenessPacing.REFLECTIONS, record.number(), clock.millis()),
                VisitEnd.Kind.UNREADABLE,
                reason);
    }
}
