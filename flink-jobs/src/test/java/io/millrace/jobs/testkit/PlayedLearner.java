package io.millrace.jobs.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.codec.AcknowledgementJson;
import io.millrace.codec.MinibatchJson;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.learner.Learner;
import io.millrace.model.Acknowledgement;
import io.millrace.model.Minibatch;
import io.millrace.model.VisitEnd;
import io.millrace.operators.channel.RecordReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Plays a learner outside Millrace by the letter of {@code docs/outside-learner.md}: it knows the channels and the files of the
 * policy store, and nothing else of Millrace. A new object is a restarted program.
 */
public final class PlayedLearner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRAINER = "trainer";

    private final Path store;
    private final JobChannels channels;
    private final Learner learner;
    private final RecordReader minibatches;
    private final Map<Integer, Long> next = new TreeMap<>();
    private final Map<String, Long> ended = new TreeMap<>();
    private final List<String> unacknowledged = new ArrayList<>();
    private long step;

    /** Where the program dies. */
    public enum Death {
        /** After a minibatch has been trained on, before its version is published. */
        TRAINED,
        /** After a version has been renamed, before {@code newest.json} names it. */
        RENAMED,
        /** After a version has been published, before its minibatches are acknowledged. */
        PUBLISHED,
        /** After the acknowledgement. */
        ACKNOWLEDGED
    }

    /**
     * Starts with the newest version, and acknowledges its last step again.
     *
     * @param store folder of the policy store, which has a version
     * @param learner a learner without training
     */
    public PlayedLearner(Path store, JobChannels channels, Learner learner) throws IOException {
        this.store = store;
        this.channels = channels;
        this.learner = learner;
        minibatches =
                channels.minibatches().reader(channels.minibatches().held().oldest());
        Path newest = folder(newest().required("number").asLong());
        if (Files.exists(newest.resolve(TRAINER))) {
            learner.restore(newest.resolve(TRAINER));
            JsonNode position = JSON.readTree(newest.resolve("position.json").toFile());
            position.required("next")
                    .properties()
                    .forEach(one -> next.put(
                            Integer.parseInt(one.getKey()), one.getValue().asLong()));
            position.required("ended")
                    .properties()
                    .forEach(one -> ended.put(one.getKey(), one.getValue().asLong()));
            position.required("acknowledgements").forEach(one -> unacknowledged.add(one.asText()));
            step = position.required("step").asLong();
            acknowledge();
        }
    }

    private JsonNode newest() throws IOException {
        return JSON.readTree(store.resolve("newest.json").toFile());
    }

    private Path folder(long number) {
        return store.resolve("v-%09d".formatted(number));
    }

    /** Steps taken so far. */
    public long step() {
        return step;
    }

    /** Trains the next minibatch, if there is one, and dies at a point. One shard: a minibatch that closes its round is a step. */
    public boolean trainUntil(Death death) throws IOException {
        var record = minibatches.next();
        if (record.isEmpty()) {
            return false;
        }
        Minibatch minibatch = MinibatchJson.read(record.get().line());
        if (minibatch.sequence() < next.getOrDefault(minibatch.shard(), 0L)) {
            return false; // The newest version contains it.
        }
        learner.train(minibatch);
        next.put(minibatch.shard(), minibatch.sequence() + 1);
        for (VisitEnd end : minibatch.ends()) {
            ended.merge(end.visit().split(), 1L, Long::sum);
        }
        unacknowledged.add(AcknowledgementJson.write(
                new Acknowledgement("", minibatch.shard(), minibatch.sequence(), Map.of("loss", -0.5))));
        step++;
        if (death == Death.TRAINED) {
            return true;
        }
        publish(death);
        if (death == Death.ACKNOWLEDGED) {
            acknowledge();
        }
        return true;
    }

    private void acknowledge() {
        channels.acknowledgements().append(unacknowledged);
        unacknowledged.clear();
    }

    private void publish(Death death) throws IOException {
        long number = Math.max(newest().required("number").asLong(), highest()) + 1;
        Path draft = store.resolve("draft-%09d".formatted(number));
        learner.export(draft);
        learner.save(draft.resolve(TRAINER));
        JSON.writeValue(
                draft.resolve("position.json").toFile(),
                Map.of("next", next, "ended", ended, "step", step, "acknowledgements", unacknowledged));
        byte[] manifest = JSON.writeValueAsBytes(Map.of(
                "number",
                number,
                "step",
                step,
                "incarnation",
                "played",
                "ended",
                ended,
                "checksum",
                "crc32:" + checksum(draft),
                "report",
                Map.of()));
        Files.write(draft.resolve("version.json"), manifest);
        Files.move(draft, folder(number), StandardCopyOption.ATOMIC_MOVE);
        if (death != Death.RENAMED) {
            Path newest = store.resolve("newest.json.mine");
            Files.write(newest, manifest);
            Files.move(newest, store.resolve("newest.json"), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private long highest() throws IOException {
        try (Stream<Path> children = Files.list(store)) {
            return children.map(child -> child.getFileName().toString())
                    .filter(name -> name.startsWith("v-"))
                    .mapToLong(name -> Long.parseLong(name.substring(2)))
                    .max()
                    .orElse(-1);
        }
    }

    private static String checksum(Path folder) throws IOException {
        CRC32 crc = new CRC32();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                crc.update(folder.relativize(file).toString().getBytes());
                crc.update(Files.readAllBytes(file));
            }
        }
        return "%08x".formatted(crc.getValue());
    }
}
