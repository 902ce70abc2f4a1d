package io.millrace.jobs.serve;

import static java.util.Objects.requireNonNull;

import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.start.Inputs;
import io.millrace.jobs.start.StartingPolicy;
import io.millrace.json.JsonMappers;
import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PolicyStore;
import io.millrace.serve.GenerationDefaults;
import io.millrace.serve.ServeConfig;
import io.millrace.serve.ServedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * A policy to serve.
 *
 * @param config configuration of its prompts and its engine
 * @param policy its folder, with valid config.json, tokenizer and weights
 * @param version number of its version; empty if it is not of a run
 * @param store the store of its run, if it is of a run
 */
public record ServedPolicy(
        MillraceConfig config, StartingPolicy policy, Optional<Long> version, Optional<PolicyStore> store) {
    /** The engine that serves. */
    private static final String ENGINE = "djl";

    public ServedPolicy {
        requireNonNull(config, "config");
        requireNonNull(policy, "policy");
        requireNonNull(version, "version");
        requireNonNull(store, "store");
    }

    /**
     * The policy in a folder.
     *
     * @throws RefusedException if there is none, or it cannot be used
     */
    public static ServedPolicy ofFolder(MillraceConfig config, Path folder) {
        StartingPolicy found =
                StartingPolicy.find("serve", folder, config.policy().chat());
        return new ServedPolicy(config, found, Optional.empty(), Optional.empty());
    }

    /**
     * The newest version of a run; its initial policy if there is none yet.
     *
     * @param config the run's configuration
     * @throws RefusedException if it cannot be used
     */
    public static ServedPolicy ofRun(MillraceConfig config, RunFolder run) {
        PolicyStore store = new PolicyStore(run.store());
        Optional<PolicyStore.Manifest> newest = store.newestManifest();
        Path folder = newest.map(manifest -> store.version(manifest).path()).orElse(run.initialPolicy());
        StartingPolicy found =
                StartingPolicy.find("serve", folder, config.policy().chat());
        return new ServedPolicy(config, found, newest.map(PolicyStore.Manifest::number), Optional.of(store));
    }

    /**
     * Loads it into an engine of its own.
     *
     * @param name its name in requests
     * @throws RefusedException if it cannot be loaded
     */
    public ServedModel open(String name, ServeConfig.Limits limits) {
        Path folder = policy.given();
        try {
            EngineKind kind = EngineKind.named(ENGINE);
            kind.useDevice(config.policy(), List::of);
            PolicyEngine engine = kind.openModel(config, folder).orElseThrow();
            ServedModel.Identity identity = new ServedModel.Identity(
                    name,
                    folder.toAbsolutePath(),
                    GenerationDefaults.of(folder),
                    System.currentTimeMillis() / 1000,
                    new SecureRandom().nextLong());
            ServedModel model = new ServedModel(identity, engine, policy.tokenizer(config), limits);
            version.ifPresent(number -> model.weights().setLabel(Long.toString(number)));
            return model;
        } catch (PolicyException e) {
            throw new RefusedException("serve: %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /**
     * A conversation that the policy can answer, as JSON: the first prompt of the configured task if the task generates its prompts,
     * else a greeting.
     */
    public String example() {
        List<ChatMessage> messages = List.of(ChatMessage.user("Hello"));
        if (config.data().train().path().isEmpty()) {
            Dataset training = Inputs.training(config).dataset();
            messages = training.get(0).messages();
        }
        try {
            return JsonMappers.plain().writeValueAsString(messages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
