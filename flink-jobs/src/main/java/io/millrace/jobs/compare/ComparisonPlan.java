package io.millrace.jobs.compare;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.Require;
import io.millrace.jobs.run.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is compared with what.
 *
 * @param config the configuration that all variants have in common
 * @param seeds of the runs; every variant has one run for each
 * @param hard held-out prompts are hard if the starting policy is right in a smaller share of its responses than this, in (0, 1]
 * @param samples responses a held-out prompt, at least 1
 * @param variants at least one
 */
public record ComparisonPlan(String config, List<Long> seeds, double hard, int samples, List<Variant> variants) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> KEYS = List.of("config", "seeds", "hard", "samples", "variants");

    /**
     * One column of options.
     *
     * @param name in the table
     * @param set options in the form {@code key=value}
     */
    public record Variant(String name, List<String> set) {
        public Variant {
            requireNonNull(name, "name");
            set = set == null ? List.of() : List.copyOf(set);
        }

        /** The name as part of a folder's. */
        String slug() {
            return name.toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^a-z0-9]+", "-")
                    .replaceAll("^-|-$", "");
        }
    }

    public ComparisonPlan {
        requireNonNull(config, "config");
        seeds = List.copyOf(seeds);
        variants = List.copyOf(variants);
        Require.that(!seeds.isEmpty(), "comparison: must have at least one seed, had none");
        Require.that(!variants.isEmpty(), "comparison: must have at least one variant, had none");
        Require.that(hard > 0 && hard <= 1, "comparison: hard must be in (0, 1], was %s", hard);
        Require.that(samples >= 1, "comparison: samples must be >= 1, was %d", samples);
        Require.that(
                variants.stream().map(Variant::slug).distinct().count() == variants.size(),
                "comparison: names of variants must differ in letters and digits, were %s",
                variants.stream().map(Variant::name).toList());
    }

    /** @throws RefusedException if the file is not a plan */
    public static ComparisonPlan read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new RefusedException("comparison %s: must be a file, is none: see deploy/compare".formatted(file));
        }
        try {
            JsonNode tree = YAML.readTree(file.toFile());
            List<String> keys = new ArrayList<>();
            tree.fieldNames().forEachRemaining(keys::add);
            if (!Set.copyOf(keys).equals(Set.copyOf(KEYS))) {
                throw new RefusedException("comparison %s: must have the keys %s, had %s"
                        .formatted(file, String.join(", ", KEYS), String.join(", ", keys)));
            }
            return YAML.treeToValue(tree, ComparisonPlan.class);
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause();
            String reason = cause instanceof IllegalArgumentException || cause instanceof NullPointerException
                    ? String.valueOf(cause.getMessage())
                    : e.getOriginalMessage();
            throw new RefusedException("comparison %s: %s".formatted(file, reason), e);
        } catch (IOException e) {
            throw new RefusedException("comparison %s: must be readable, is not: %s".formatted(file, e), e);
        }
    }
}
