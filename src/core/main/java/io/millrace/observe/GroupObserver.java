package io.millrace.observe;

import static java.util.Objects.requireNonNull;

import io.millrace.episode.GroupRecord;
import io.millrace.episode.ResponseRecord;
import io.millrace.model.Entropies;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.TokenIds;
import io.millrace.pipeline.Remembered;
import io.millrace.text.ResponseModes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the records of graded groups, after replayed responses have joined them. */
public final class GroupObserver {
    private final ResponseModes modes;

    /**
     * @param modes determines the mode of each response
     */
    public GroupObserver(ResponseModes modes) {
        this.modes = requireNonNull(modes, "modes");
    }

    /**
     * The record of a group.
     *
     * @param tokens whether the record includes token ids, log-probs and entropies
     */
    public GroupRecord observe(Remembered remembered, boolean tokens) {
        GradedGroup group = remembered.group();
        Iterator<Remembered.Replayed> replays = remembered.replays().iterator();
        List<ResponseRecord> responses = new ArrayList<>();
        for (GradedResponse response : group.responses()) {
            boolean replayed = response.response().origin() == Origin.REPLAYED;
            responses.add(observe(
                    response,
                    replayed && replays.hasNext() ? Optional.of(replays.next().from()) : Optional.empty(),
                    tokens));
        }
        return new GroupRecord(
                group.visit(),
                group.policy(),
                group.prompt().size(),
                tokens ? group.prompt() : TokenIds.EMPTY,
                remembered.collapse(),
                responses);
    }

    private ResponseRecord observe(GradedResponse graded, Optional<Remembered.Replayed.Source> from, boolean tokens) {
        Response response = graded.response();
        return new ResponseRecord(
                response.sample(),
                response.origin(),
                from.map(source -> new ResponseRecord.ReplaySource(source.visit(), source.sample(), source.step())),
                response.context(),
                graded.verdict(),
                components(graded.rewards()),
                response.finish(),
                response.length(),
                modes.of(response.sampled()),
                response.entropies().exact() ? TokenMeans.mean(response.sampledEntropies()) : Double.NaN,
                TokenMeans.mean(response.sampledLogProbs()),
                response.spans(),
                response.interaction().turns(),
                tokens ? response.tokens() : TokenIds.EMPTY,
                tokens ? response.logProbs() : LogProbs.NONE,
                tokens ? response.entropies() : Entropies.NONE);
    }

    /** The reward components by name; components of the same name are summed. */
    private static Map<String, Double> components(Rewards rewards) {
        Map<String, Double> components = new LinkedHashMap<>();
        rewards.components().forEach(one -> components.merge(one.name(), one.value(), Double::sum));
        return components;
    }
}
