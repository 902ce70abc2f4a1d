package io.millrace.jobs.compare;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.check.Require;
import io.millrace.file.InputFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.json.JsonMappers;
import io.millrace.ordered.OrderedSet;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The plan of a comparison.
 *
 * @param config the common configuration of all variants
 * @param set common options of all variants in the form {@code key=value}
 * @param seeds seeds of the runs; every variant has one run for each
 * @param hard held-out prompts are hard if the starting policy's share of correct responses is below this, in [0, 1]; 0
 *     for none
 * @param samples responses per held-out prompt, at least 1
 * @param trained whether policies are also measured on their training prompts
 * @param baseline the variant that lengths are also compared with; empty for none
 * @param quick differences of a quick comparison
 * @param variants at least one
 */
public record ComparisonPlan(
        String config,
        List<String> set,
        List<Long> seeds,
        double hard,
        int samples,
        boolean trained,
        String baseline,
        Quick quick,
        List<Variant> variants) {
    private static final YAMLMapper YAML = JsonMappers.yaml().build();
    private static final Set<String> NEEDED = OrderedSet.of("config", "seeds", "samples", "variants");
    private static final Set<String> KNOWN = Arrays.stream(ComparisonPlan.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toCollection(LinkedHashSet::new));

    /**
     * A comparison for a first look.
     *
     * @param set additional options of all variants in the form {@code key=value}
     * @param seeds seeds of its runs; those of the plan if none are given
     * @param samples responses per held-out prompt; the plan's value if 0
     */
    public record Quick(List<String> set, List<Long> seeds, int samples) {
        /** No differences. */
        static final Quick NONE = new Quick(List.of(), List.of(), 0);

        public Quick {
            set = set == null ? List.of() : List.copyOf(set);
            seeds = seeds == null ? List.of() : List.copyOf(seeds);
            Require.that(samples >= 0, "comparison: quick.samples must be >= 0, was %d", samples);
        }
    }

    /**
     * A variant, which is a row of the tables.
     *
     * @param name name in the tables
     * @param set options in the form {@code key=value}
     */
    public record Variant(String name, List<String> set) {
        public Variant {
            requireNonNull(name, "name");
            set = set == null ? List.of() : List.copyOf(set);
        }

        /** The name as part of a folder name. */
        String slug() {
            return name.toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^a-z0-9]+", "-")
                    .replaceAll("^-|-$", "");
        }
    }

    public ComparisonPlan {
        requireNonNull(config, "config");
        set = set == null ? List.of() : List.copyOf(set);
        baseline = baseline == null ? "" : baseline;
        quick = quick == null ? Quick.NONE : quick;
        seeds = List.copyOf(seeds);
        variants = List.copyOf(variants);
        Require.that(!seeds.isEmpty(), "comparison: must have at least one seed, had none");
        Require.that(!variants.isEmpty(), "comparison: must have at least one variant, had none");
        Require.that(hard >= 0 && hard <= 1, "comparison: hard must be in [0, 1], was %s", hard);
        Require.that(samples >= 1, "comparison: samples must be >= 1, was %d", samples);
        Require.that(
                variants.stream().map(Variant::slug).distinct().count() == variants.size(),
                "comparison: names of variants must differ in letters and digits, were %s",
                variants.stream().map(Variant::name).toList());
        Require.that(
                baseline.isEmpty() || variants.stream().map(Variant::name).anyMatch(baseline::equals),
                "comparison: baseline must be one of the variants, was %s",
                baseline);
    }

    /** The quick form of this plan. */
    public ComparisonPlan quickly() {
        List<String> all = new ArrayList<>(set);
        all.addAll(quick.set());
        return new ComparisonPlan(
                config,
                all,
                quick.seeds().isEmpty() ? seeds : quick.seeds(),
                hard,
                quick.samples() == 0 ? samples : quick.samples(),
                trained,
                baseline,
                quick,
                variants);
    }

    /** Maximum size of a plan, in bytes. */
    private static final int MAX_BYTES = 1 << 20;

    /** @throws RefusedException if the file is not a plan */
    public static ComparisonPlan read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new RefusedException("comparison %s: is not a file: see deploy/compare".formatted(file));
        }
        try {
            JsonNode tree = YAML.readTree(InputFile.text(file, MAX_BYTES));
            List<String> keys = new ArrayList<>();
            tree.fieldNames().forEachRemaining(keys::add);
            if (!keys.containsAll(NEEDED) || !KNOWN.containsAll(keys)) {
                throw new RefusedException("comparison %s: must have keys among %s, including %s, had %s"
                        .formatted(
                                file,
                                String.join(", ", KNOWN),
                                NEEDED.stream().sorted().collect(Collectors.joining(", ")),
                                String.join(", ", keys)));
            }
            return YAML.treeToValue(tree, ComparisonPlan.class);
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause();
            String reason = cause instanceof IllegalArgumentException || cause instanceof NullPointerException
                    ? String.valueOf(cause.getMessage())
                    : e.getOriginalMessage();
            throw new RefusedException("comparison %s: %s".formatted(file, reason), e);
        } catch (IOException e) {
            throw new RefusedException("comparison %s: could not be read: %s".formatted(file, e), e);
        }
    }
}
