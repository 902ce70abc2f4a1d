package io.millrace.codec;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.check.Require;
import io.millrace.json.JsonMappers;
import io.millrace.json.UnreadableJsonException;
import io.millrace.model.ChatMessage;
import io.millrace.model.GroupStatistics;
import io.millrace.model.LogProbs;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import io.millrace.model.TokenRange;
import io.millrace.model.TokenRoles;
import io.millrace.model.TrainingRow;
import io.millrace.model.VisitEnd;
import java.io.IOException;
import java.util.List;

/**
 * {@link Minibatch} as one line of JSON: the record of the minibatch channel, from which a learner in another job or another
 * program trains. {@code docs/channels.md} describes its fields.
 *
 * <p>Lossless: {@code read(write(minibatch))} equals the minibatch, including the last bit of floats. Unknown fields are ignored; a
 * missing field is an error that names it.
 */
public final class MinibatchJson {
    private static final JsonMapper JSON = JsonMappers.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .injectableValues(new Absent())
            .build();

    private MinibatchJson() {}

    /** Supplies values for fields that a record may lack. */
    private static final class Absent extends InjectableValues.Std {
        private static final long serialVersionUID = 1;
        static final String TIME = "time";
        static final String FROM = "from";
        static final String TO = "to";
        static final String OBSERVATIONS = "observations";

        Absent() {
            addValue(TIME, PromptVisit.UNKNOWN_TIME);
            addValue(FROM, PolicySteps.NONE.from());
            addValue(TO, PolicySteps.NONE.to());
            addValue(OBSERVATIONS, List.of());
        }

        /** Steps that are not written. */
        static final class Filter {
            @Override
            public boolean equals(Object value) {
                return value instanceof Long step && step < 0;
            }

            @Override
            public int hashCode() {
                return Filter.class.hashCode();
            }
        }
    }

    private record Line(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            @JacksonInject(value = Absent.TIME, useInput = OptBoolean.TRUE)
            long time,

            int shard,
            long sequence,
            long round,
            boolean closes,
            Minibatch.Kind kind,
            int dropped,
            List<Row> rows,
            List<End> ends,
            GroupStatistics groups) {}

    private record Row(
            String query,
            long visit,
            int sample,
            long step,
            Origin origin,
            int[] prompt,
            int[] response,
            LogProbs.Scale logProbScale,
            float[] logProbs,
            float[] advantages,

            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            @JacksonInject(value = Absent.OBSERVATIONS, useInput = OptBoolean.TRUE)
            List<int[]> observations) {
        static Row of(TrainingRow row) {
            return new Row(
                    row.queryId(),
                    row.visit(),
                    row.sample(),
                    row.step(),
                    row.origin(),
                    row.prompt().ids(),
                    row.response().ids(),
                    row.behaviour().scale(),
                    row.behaviour().values(),
                    row.advantages(),
                    row.roles().observations().stream()
                            .map(range -> new int[] {range.from(), range.to()})
                            .toList());
        }

        TrainingRow row() {
            return new TrainingRow(
                    query,
                    visit,
                    sample,
                    step,
                    new TokenIds(prompt),
                    new TokenIds(response),
                    new LogProbs(logProbScale, logProbs),
                    advantages,
                    origin,
                    new TokenRoles(observations.stream().map(Row::range).toList()));
        }

        private static TokenRange range(int... bounds) {
            Require.that(
                    bounds.length == 2, "observations: must be pairs of from and to, had %d numbers", bounds.length);
            return new TokenRange(bounds[0], bounds[1]);
        }
    }

    private record End(
            String query,
            long visit,
            String split,
            long ordinal,
            VisitEnd.Kind end,
            String detail,

            @JsonInclude(JsonInclude.Include.NON_DEFAULT)
            @JacksonInject(value = Absent.TIME, useInput = OptBoolean.TRUE)
            long time,

            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Absent.Filter.class)
            @JacksonInject(value = Absent.FROM, useInput = OptBoolean.TRUE)
            long policyFrom,

            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Absent.Filter.class)
            @JacksonInject(value = Absent.TO, useInput = OptBoolean.TRUE)
            long policyTo,

            int graded,
            int correct,
            Asked prompt) {
        static End of(VisitEnd end) {
            PromptVisit visit = end.visit();
            return new End(
                    visit.prompt().queryId(),
                    visit.visit(),
                    visit.split(),
                    visit.ordinal(),
                    end.kind(),
                    end.detail(),
                    visit.readAt(),
                    end.policy().from(),
                    end.policy().to(),
                    end.graded(),
                    end.correct(),
                    Asked.of(visit.prompt()));
        }

        VisitEnd visitEnd() {
            return new VisitEnd(
                    new PromptVisit(prompt.prompt(query), visit, split, ordinal, time),
                    end,
                    detail,
                    graded,
                    correct,
                    new PolicySteps(policyFrom, policyTo));
        }
    }

    private record Asked(List<ChatMessage> messages, List<String> truths, String source, String task, PromptKind kind) {
        static Asked of(Prompt prompt) {
            return new Asked(prompt.messages(), prompt.truths(), prompt.source(), prompt.task(), prompt.kind());
        }

        Prompt prompt(String query) {
            return new Prompt(query, messages, truths, source, task, kind);
        }
    }

    /**
     * Formats a minibatch as a line.
     *
     * @param run name of the run
     */
    public static String write(Minibatch minibatch, String run) {
        Line line = new Line(
                minibatch.time(),
                minibatch.shard(),
                minibatch.sequence(),
                minibatch.round(),
                minibatch.closes(),
                minibatch.kind(),
                minibatch.dropped(),
                minibatch.rows().stream().map(Row::of).toList(),
                minibatch.ends().stream().map(End::of).toList(),
                minibatch.groups());
        try {
            Envelope envelope = new Envelope(run, minibatch.time(), minibatch.policy());
            return Envelope.join(envelope.head(RecordSchema.MINIBATCH), JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("minibatch %s: could not be written as JSON".formatted(minibatch.id()), e);
        }
    }

    /**
     * Parses a minibatch from a line.
     *
     * @throws IOException if the line is not a minibatch; the message states the position and the reason
     */
    public static Minibatch read(String text) throws IOException {
        try {
            RecordSchema.MINIBATCH.check(text);
            Line line = JSON.readValue(text, Line.class);
            if (line == null) { // The JSON null.
                throw new IOException("must be a minibatch, was null");
            }
            return new Minibatch(
                    line.shard(),
                    line.sequence(),
                    line.round(),
                    line.closes(),
                    line.kind(),
                    line.rows().stream().map(Row::row).toList(),
                    line.ends().stream().map(End::visitEnd).toList(),
                    line.groups(),
                    line.dropped(),
                    line.time());
        } catch (JsonProcessingException e) {
            throw new IOException(UnreadableJsonException.describe(e), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
