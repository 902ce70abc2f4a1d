package io.millrace.config;

import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.PolicyEngine;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * A kind of engine that {@code policy.engine} can name. To add one, create a package with a class that implements this interface
 * and register the class in {@code META-INF/services}; its engines must pass {@code PolicyEngineContract}. Objects of the same kind
 * are equal: a kind is a record without components.
 */
public interface EngineKind {
    /** Its name in {@code policy.engine}, in lower case. */
    String name();

    /** Capabilities of its engines. */
    EngineCapabilities capabilities();

    /**
     * Opens an engine.
     *
     * @param config the whole configuration
     * @param policy folder of the policy with the initial weights
     * @param tokenizer the tokenizer of that policy, with prompts that end as configured
     * @throws io.millrace.model.PolicyException if it cannot be opened
     */
    PolicyEngine open(MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer);

    /**
     * Opens an engine for a model other than the policy, whose weights never change.
     *
     * @param folder the folder of the model
     * @return empty if engines of this kind sample from the policy alone
     * @throws io.millrace.model.PolicyException if it cannot be opened
     */
    default Optional<PolicyEngine> openModel(MillraceConfig config, Path folder) {
        return Optional.empty();
    }

    /**
     * Opens an engine that evaluates versions of the policy beside its training; loading one into it must not change the weights that
     * the training samples with.
     *
     * @param policy folder of the policy with the initial weights
     * @throws io.millrace.model.PolicyException if it cannot be opened
     */
    default PolicyEngine openEvaluation(MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer) {
        return open(config, policy, tokenizer);
    }

    /** Whether its engines sample on the servers of {@code policy.servers}. */
    default boolean usesServers() {
        return false;
    }

    /**
     * Chooses the device of this process, before its first engine or learner is opened.
     *
     * @param assigned indexes of the GPUs that a cluster has assigned to this process
     * @throws io.millrace.model.PolicyException if the configured device cannot be used
     */
    default void useDevice(PolicyConfig policy, Supplier<List<String>> assigned) {}

    /** All registered kinds by name, including those from users' jars. */
    static List<EngineKind> all() {
        List<EngineKind> found = kinds(Thread.currentThread().getContextClassLoader());
        return found.isEmpty() ? kinds(EngineKind.class.getClassLoader()) : found;
    }

    private static List<EngineKind> kinds(ClassLoader loader) {
        return ServiceLoader.load(EngineKind.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(EngineKind::name))
                .toList();
    }

    /**
     * Finds a kind by name.
     *
     * @throws IllegalArgumentException if there is none; the message is the rule and the value
     */
    static EngineKind named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-');
        List<EngineKind> kinds = all();
        return kinds.stream()
                .filter(kind -> kind.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of %s, was '%s'"
                        .formatted(
                                String.join(
                                        ", ",
                                        kinds.stream().map(EngineKind::name).toList()),
                                name)));
    }
}
