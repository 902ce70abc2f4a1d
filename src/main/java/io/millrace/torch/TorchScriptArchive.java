package io.millrace.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs methods as the archive that {@code torch.jit.load} reads: a zip without compression whose code is source text and
 * whose data is a pickle of one module without parameters.
 */
final class TorchScriptArchive {
    private static final String CLASS = """
            class M(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              _is_full_backward_hook : Optional[bool]
            """;

    private TorchScriptArchive() {}

    /**
     * The archive of a module.
     *
     * @param methods source of its methods, each indented by two blanks
     */
    static byte[] of(String methods) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("data.pkl", pickle());
        entries.put("code/__torch__.py", (CLASS + methods).getBytes(StandardCharsets.UTF_8));
        entries.put("constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
        entries.put("version", ascii("10\n"));
        entries.put("byteorder", ascii("little"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                store(zip, "m/" + entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** {@code M(training=True, _is_full_backward_hook=None)}, protocol 2. */
    private static byte[] pickle() {
        ByteBuffer out = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x80).put((byte) 2).put(ascii("c__torch__\nM\nq")).put((byte) 0);
        out.put((byte) ')').put((byte) 0x81).put(ascii("}("));
        text(out, "training").put((byte) 'q').put((byte) 1).put((byte) 0x88);
        text(out, "_is_full_backward_hook").put((byte) 'q').put((byte) 2).put(ascii("Nubq"));
        out.put((byte) 3).put((byte) '.');
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static ByteBuffer text(ByteBuffer out, String text) {
        return out.put((byte) 'X').putInt(text.length()).put(ascii(text));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
