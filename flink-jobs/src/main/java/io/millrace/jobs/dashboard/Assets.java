package io.millrace.jobs.dashboard;

import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** The files of the page, from the class path: a fixed list, so that no path of a request is ever opened. */
final class Assets implements Endpoint {
    /** Media types by file. */
    static final Map<String, String> TYPES = OrderedMap.ofEntries(
            Map.entry("index.html", "text/html; charset=utf-8"),
            Map.entry("app.js", "text/javascript; charset=utf-8"),
            Map.entry("app.css", "text/css; charset=utf-8"),
            Map.entry("icon.svg", "image/svg+xml"));

    @Override
    public String path() {
        return "/";
    }

    /** The page itself contains nothing of a run, and has to ask for the token. */
    @Override
    public boolean secret() {
        return false;
    }

    @Override
    public void answer(Request request) throws IOException {
        List<String> below = request.below();
        String name = below.isEmpty() ? "index.html" : String.join("/", below);
        String type = TYPES.get(name);
        if (type == null) {
            throw BadRequestException.notFound("there is no such page");
        }
        byte[] content = read(name);
        CRC32C crc = new CRC32C();
        crc.update(content);
        String tag = "\"%08x\"".formatted(crc.getValue());
        request.set("Cache-Control", "no-cache");
        request.set("ETag", tag);
        if (request.header("If-None-Match").filter(tag::equals).isPresent()) {
            request.send(304, type, new byte[0]);
        } else {
            request.send(200, type, content);
        }
    }

    /** The content of a file. */
    static byte[] read(String name) {
        try (InputStream file = Assets.class.getResourceAsStream("web/" + name)) {
            if (file == null) {
                throw new IOException("resource web/%s: is not on the class path".formatted(name));
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
