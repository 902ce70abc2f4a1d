package io.millrace.method.r3;

import static java.util.Objects.requireNonNull;

/**
 * R3, part by part: each can be used alone.
 *
 * @param replay cross-context replay: history joins groups that are all wrong or all right
 * @param reflection in-context self-reflection: hard queries come back together with a failure of the past
 * @param ranking structural entropy ranking: failures of a group that is all wrong are told apart
 * @param lengthBonus right responses earn more the shorter they are
 */
public record R3Config(
        ReplayConfig replay, ReflectionConfig reflection, RankingConfig ranking, LengthBonusConfig lengthBonus) {
    public R3Config {
        requireNonNull(replay, "replay");
        requireNonNull(reflection, "reflection");
        requireNonNull(ranking, "ranking");
        requireNonNull(lengthBonus, "lengthBonus");
    }
}
