package io.millrace.fuzz;

import io.millrace.fuzz.FuzzTarget.Form;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages inputs: as JSON, as text, or as bytes. */
final class Mutator {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "127",
            "255",
            "65536",
            "2147483647",
            "-2147483648",
            "2147483648",
            "4294967295",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1e308",
            "-1e309",
            "1e999999999",
            "1e-999999999",
            "0.1",
            "-0.0",
            "NaN",
            "Infinity",
            "1".repeat(400),
            "0.".concat("3".repeat(2000)));
    private static final List<String> PIECES = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\n",
            "\r",
            "\t",
            "\0",
            " ",
            "null",
            "true",
            "-",
            "\\u0000",
            "\\ud800",
            "\\udc00",
            "\u00e9",
            "\uFEFF",
            "\u2028",
            "\uD83D\uDE00",
            "\u202e",
            "%s%n",
            "${a}",
            "../../etc/passwd",
            "#",
            "&a",
            "*a",
            "!!x",
            "---",
            "<<",
            "|",
            ">");
    private static final byte[] BYTES = {
        0, -1, 0x7F, (byte) 0x80, (byte) 0xC0, (byte) 0xED, (byte) 0xF4, '"', '{', '\n', ' '
    };
    private static final int[] DEPTHS = {20, 101, 150, 1_001, 20_000};

    private final SplittableRandom random;
    private final List<String> words;

    Mutator(SplittableRandom random, List<String> words) {
        this.random = random;
        this.words = words;
    }

    byte[] damage(byte[] input, Form form) {
        byte[] damaged = input;
        int times = random.nextInt(5) < 3 ? 1 : 2 + random.nextInt(2);
        for (int i = 0; i < times; i++) {
            damaged = switch (form) {
                case JSON -> random.nextInt(4) == 0 ? text(damaged) : new JsonMutator(random, words).damage(damaged);
                case LINES -> lines(damaged);
                case TEXT -> random.nextInt(8) == 0 ? bytes(damaged) : text(damaged);
                case BINARY -> bytes(damaged);
            };
        }
        return random.nextInt(20) == 0 ? bytes(damaged) : damaged;
    }

    private byte[] lines(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", -1);
        int at = random.nextInt(lines.length);
        switch (random.nextInt(8)) {
            case 0 -> lines[at] = "";
            case 1 -> lines[at] = lines[at] + "\n" + lines[at];
            case 2 -> lines[at] = new String(text(utf8(lines[at])), StandardCharsets.UTF_8);
            default ->
                lines[at] = new String(new JsonMutator(random, words).damage(utf8(lines[at])), StandardCharsets.UTF_8);
        }
        return utf8(String.join("\n", lines));
    }

    private byte[] text(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(1 + random.nextInt(60)));
        String piece = text.substring(from, to);
        String put =
                switch (random.nextInt(9)) {
                    case 0 -> "";
                    case 1 -> piece + piece;
                    case 2 -> piece.repeat(1 + random.nextInt(2_000));
                    case 3 -> nested(piece);
                    case 4 -> pick(NUMBERS);
                    case 5 -> piece + pick(PIECES);
                    case 6 -> words.isEmpty() ? pick(PIECES) : piece + pick(words);
                    case 7 -> words.isEmpty() ? piece : pick(words);
                    default -> new StringBuilder(piece).reverse().toString();
                };
        String damaged = text.substring(0, from) + put + text.substring(to);
        return utf8(random.nextInt(4) == 0 ? otherNumber(damaged) : damaged);
    }

    private String nested(String piece) {
        int depth = DEPTHS[random.nextInt(DEPTHS.length)];
        String open = pick(List.of("[", "{\"a\":", "(", "not ", "- ", "{% if a %}", "a: \n "));
        String close = open.equals("[") ? "]" : open.equals("(") ? ")" : open.startsWith("{\"") ? "}" : "";
        return open.repeat(depth) + piece + close.repeat(depth);
    }

    private String otherNumber(String text) {
        List<MatchResult> all = NUMBER.matcher(text).results().limit(500).toList();
        if (all.isEmpty()) {
            return text;
        }
        MatchResult one = all.get(random.nextInt(all.size()));
        return text.substring(0, one.start()) + pick(NUMBERS) + text.substring(one.end());
    }

    private byte[] bytes(byte[] input) {
        if (input.length == 0) {
            return new byte[] {pick()};
        }
        byte[] damaged = input.clone();
        int at = random.nextInt(damaged.length);
        int length = Math.min(damaged.length - at, 1 + random.nextInt(1 + random.nextInt(200)));
        switch (random.nextInt(7)) {
            case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> damaged[at] = pick();
            case 2 -> damaged = Arrays.copyOf(damaged, at);
            case 3 -> damaged = joined(damaged, at, new byte[0], at + length);
            case 4 -> damaged = joined(damaged, at, Arrays.copyOfRange(damaged, at, at + length), at);
            case 5 -> {
                byte[] more = new byte[length];
                random.nextBytes(more);
                damaged = joined(damaged, at, more, at);
            }
            default -> number(damaged, at);
        }
        return damaged;
    }

    private void number(byte[] bytes, int at) {
        long[] extremes = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40};
        byte[] value = ByteBuffer.allocate(8)
                .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .putLong(extremes[random.nextInt(extremes.length)])
                .array();
        int length = Math.min(bytes.length - at, 1 << random.nextInt(4));
        System.arraycopy(value, 0, bytes, at, length);
    }

    private static byte[] joined(byte[] bytes, int to, byte[] between, int from) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, to);
        joined.writeBytes(between);
        joined.write(bytes, from, bytes.length - from);
        return joined.toByteArray();
    }

    private byte pick() {
        return BYTES[random.nextInt(BYTES.length)];
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
