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
 * Packs a program into an archive for {@code torch.jit.load}: an uncompressed zip of source code and a pickle of one
 * module without parameters. Constants are attributes of the module: declared in the source, each with its value in a
 * comment, and stored in the pickle.
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

    static byte[] of(ProgramSource source) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("data.pkl", pickle(source.constants()));
        String code = CLASS + declarations(source.constants()) + "\n" + source.methods();
        entries.put("code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
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

    private static String declarations(Map<String, Object> constants) {
        StringBuilder text = new StringBuilder();
        constants.forEach((name, value) -> text.append("  %s : %s  # %s\n".formatted(name, type(value), value)));
        return text.toString();
    }

    private static String type(Object constant) {
        if (constant instanceof Integer) {
            return "int";
        }
        if (constant instanceof Double) {
            return "float";
        }
        if (constant instanceof Boolean) {
            return "bool";
        }
        throw new IllegalArgumentException("program constant: must be an int, double or boolean, was "
                + constant.getClass().getName());
    }

    /** Pickles {@code M(training=True, _is_full_backward_hook=None)} with constants, in protocol 2. */
    private static byte[] pickle(Map<String, Object> constants) {
        int size = 128;
        for (String name : constants.keySet()) {
            size += 16 + name.length();
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x80).put((byte) 2).put(ascii("c__torch__\nM\nq")).put((byte) 0);
        out.put((byte) ')').put((byte) 0x81).put(ascii("}("));
        text(out, "training").put((byte) 'q').put((byte) 1).put((byte) 0x88);
        text(out, "_is_full_backward_hook").put((byte) 'q').put((byte) 2).put((byte) 'N');
        constants.forEach((name, value) -> value(text(out, name), value));
        out.put(ascii("ubq")).put((byte) 3).put((byte) '.');
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static ByteBuffer text(ByteBuffer out, String text) {
        return out.put((byte) 'X').putInt(text.length()).put(ascii(text));
    }

    /** Ints are little-endian, doubles big-endian. */
    private static void value(ByteBuffer out, Object value) {
        if (value instanceof Boolean flag) {
            out.put((byte) (flag ? 0x88 : 0x89));
        } else if (value instanceof Integer whole) {
            out.put((byte) 'J').putInt(whole);
        } else {
            out.put((byte) 'G').putLong(Long.reverseBytes(Double.doubleToLongBits((Double) value)));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
