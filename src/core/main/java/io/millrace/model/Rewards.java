package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rewards of one response by name and, if its task credits tokens, the reward of each token.
 *
 * @param components named parts, weights applied; their sum is the total reward R
 * @param perToken reward earned at each response token, summing to the total; empty if the task has no dense credit; the array is
 *     owned by this value and must not be written to
 */
public record Rewards(List<Component> components, float... perToken) {
    /** No reward yet. */
    public static final Rewards NONE = new Rewards(List.of());

    /**
     * One part of a reward.
     *
     * @param name as in the configuration
     * @param value weighted
     */
    public record Component(String name, double value) {
        public Component {
            requireNonNull(name, "name");
        }
    }

    public Rewards {
        components = List.copyOf(components);
    }

    /** A single component and no dense credit. */
    public static Rewards of(String name, double value) {
        return new Rewards(List.of(new Component(name, value)));
    }

    /** The total reward R. */
    public double total() {
        return components.stream().mapToDouble(Component::value).sum();
    }

    /** These rewards with one more component; dense credit is unchanged. */
    public Rewards plus(String name, double value) {
        List<Component> all = new ArrayList<>(components);
        all.add(new Component(name, value));
        return new Rewards(all, perToken);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rewards that
                && components.equals(that.components)
                && Arrays.equals(perToken, that.perToken);
    }

    @Override
    public int hashCode() {
        return 31 * components.hashCode() + Arrays.hashCode(perToken);
    }
}
