package io.millrace.jobs.submit;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.plugin.Extensions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that the tasks of a job read: each task manager must find them under the same path, whatever its working
 * directory.
 */
final class TaskPaths {
    private TaskPaths() {}

    /** @throws RefusedException naming all relative paths */
    static void mustBeAbsolute(MillraceConfig config) {
        List<String> relative = all(config).entrySet().stream()
                .filter(path ->
                        !path.getValue().isBlank() && !Path.of(path.getValue()).isAbsolute())
                .map(path -> "%s: must be an absolute path for a job on a cluster, was %s"
                        .formatted(path.getKey(), path.getValue()))
                .toList();
        if (!relative.isEmpty()) {
            throw new RefusedException(String.join("\n", relative));
        }
    }

    private static Map<String, String> all(MillraceConfig config) {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("data.train.path", config.data().train().path());
        for (int i = 0; i < config.data().train().sources().size(); i++) {
            paths.put(
                    "data.train.sources[%d].path".formatted(i),
                    config.data().train().sources().get(i).path());
        }
        if (config.data().decontaminate().eval()) {
            paths.put("data.eval.path", config.data().eval().path());
        }
        List<String> files = config.data().decontaminate().files();
        for (int i = 0; i < files.size(); i++) {
            paths.put("data.decontaminate.files[%d]".formatted(i), files.get(i));
        }
        String stream = config.data().stream().from();
        if (stream.startsWith(DirectoryChannel.KIND + ":")) {
            paths.put("data.stream.from", ChannelAddress.parse(stream).place());
        }
        paths.put("policy.trace.path", config.policy().trace().path());
        config.channels().addresses().forEach((option, address) -> {
            if (address.startsWith(DirectoryChannel.KIND + ":")) {
                paths.put("channels." + option, ChannelAddress.parse(address).place());
            }
        });
        config.channels().kinds().all().forEach(kind -> kind.files()
                .forEach((option, file) -> paths.put("channels.%s.%s".formatted(Extensions.type(kind), option), file)));
        return paths;
    }
}
