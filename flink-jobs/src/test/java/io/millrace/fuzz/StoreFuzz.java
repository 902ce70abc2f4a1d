package io.millrace.fuzz;

import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.policy.PolicyStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Policy stores with a damaged manifest. */
final class StoreFuzz implements FuzzTarget {
    private final byte[] seed;

    StoreFuzz(Path folder) throws IOException {
        fill(folder);
        seed = Files.readAllBytes(folder.resolve("newest.json"));
    }

    private static PolicyStore fill(Path folder) {
        PolicyStore store = new PolicyStore(folder);
        for (int step = 0; step < 3; step++) {
            publish(store, step);
        }
        return store;
    }

    private static void publish(PolicyStore store, int step) {
        store.publish(step, "a", Map.of("prompts", 4L * step), Map.of("loss", 0.5), draft -> {
            try {
                Files.createDirectories(draft);
                Files.writeString(draft.resolve("weights"), "w");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public int weight() {
        return 6;
    }

    @Override
    public Form form() {
        return Form.JSON;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(seed);
    }

    @Override
    public List<String> words() {
        return List.of("number", "step", "incarnation", "ended", "checksum", "report");
    }

    @Override
    public boolean read(byte[] input, Path folder, SplittableRandom random) throws IOException {
        fill(folder);
        boolean newest = random.nextBoolean();
        Files.write(folder.resolve(newest ? "newest.json" : "v-%09d/version.json".formatted(random.nextInt(3))), input);
        PolicyStore store = new PolicyStore(folder);
        Optional<PolicyVersion> found = store.newest(incarnation -> true);
        boolean whole = refused(() -> found.ifPresent(store::verify)) & refused(() -> store.ofStep(random.nextInt(4)));
        publish(store, 3);
        if (store.newest("a").map(PolicyVersion::step).orElse(-1L) != 3) {
            throw new AssertionError("the version published last must be the newest");
        }
        return whole;
    }

    /** Whether something succeeded; a refusal is permitted. */
    private static boolean refused(Runnable work) {
        try {
            work.run();
            return true;
        } catch (PolicyException e) {
            return false;
        }
    }

    @Override
    public List<Class<? extends Exception>> refusals() {
        return List.of(PolicyException.class);
    }
}
