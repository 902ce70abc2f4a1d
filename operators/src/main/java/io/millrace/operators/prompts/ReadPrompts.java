package io.millrace.operators.prompts;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.PromptParts;
import io.millrace.check.Require;
import io.millrace.dataset.PromptRecords;
import io.millrace.dataset.StreamedPrompt;
import io.millrace.metric.Metric;
import io.millrace.model.ChatMessage;
import io.millrace.model.Passage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.VisitEnd;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.policy.StalenessPacing;
import io.millrace.state.codec.Types;
import java.time.Clock;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Converts records of a stream of prompts to visits. Record n has the ordinals {@code n * visits} to {@code (n + 1) *
 * visits - 1}, so an unreadable or expired record has its visits too: they end at once, with the reason.
 */
public final class ReadPrompts extends ProcessFunction<ChannelRecord, PromptVisit> {
    /** Visits of records that are not sampled. */
    public static final OutputTag<Passage> ENDED = new OutputTag<>("ended-prompts", Types.PASSAGE);

    private static final long serialVersionUID = 1;

    private final PromptParts parts;
    private final int visits;
    private final Clock clock;

    private transient @Nullable PromptRecords records;
    private transient volatile long read;

    /**
     * @param parts converts the records
     * @param visits number of visits of each prompt, at least 1
     * @param clock provides the time at which a prompt is read, which is compared with its deadline
     */
    public ReadPrompts(PromptParts parts, int visits, Clock clock) {
        this.parts = requireNonNull(parts, "parts");
        this.visits = visits;
        this.clock = requireNonNull(clock, "clock");
        Require.that(visits >= 1, "prompt stream: visits must be >= 1, was %d", visits);
    }

    @Override
    public void open(OpenContext context) {
        records = parts.promptRecords();
        getRuntimeContext().getMetricGroup().gauge(Metric.VISITS_READ.key(), () -> read);
    }

    @Override
    public void processElement(ChannelRecord record, Context context, Collector<PromptVisit> out) {
        long first = record.number() * visits;
        read = first + visits;
        StreamedPrompt found;
        try {
            found = requireNonNull(records, "records").read(record.line());
        } catch (IllegalArgumentException e) {
            end(first, unreadable(record), VisitEnd.Kind.UNREADABLE, String.valueOf(e.getMessage()), context);
            return;
        }
        if (found.expired(clock.instant())) {
            end(first, found.prompt(), VisitEnd.Kind.EXPIRED, "deadline " + found.deadline(), context);
            return;
        }
        for (long ordinal = first; ordinal < first + visits; ordinal++) {
            out.collect(visit(found.prompt(), ordinal, found.priority()));
        }
    }

    /** A stream may repeat the id of a prompt at any time, so a query's visits are numbered by their ordinals. */
    private PromptVisit visit(Prompt prompt, long ordinal, int priority) {
        return new PromptVisit(prompt, ordinal, StalenessPacing.STREAM, ordinal, clock.millis(), priority);
    }

    private void end(long first, Prompt prompt, VisitEnd.Kind kind, String reason, Context context) {
        for (long ordinal = first; ordinal < first + visits; ordinal++) {
            context.output(ENDED, new VisitEnd(visit(prompt, ordinal, PromptVisit.NORMAL), kind, reason));
        }
    }

    private static Prompt unreadable(ChannelRecord record) {
        return new Prompt(
                StalenessPacing.STREAM + "/" + record.number(),
                List.of(ChatMessage.user(record.line())),
                List.of(),
                StalenessPacing.STREAM,
                "",
                PromptKind.PLAIN);
    }

    @Override
    public void close() {
        if (records != null) {
            records.close();
        }
    }
}
