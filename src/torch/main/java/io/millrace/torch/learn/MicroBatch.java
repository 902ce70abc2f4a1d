package io.millrace.torch.learn;

import io.millrace.model.TokenIds;
import io.millrace.model.TokenRoles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences that are computed together, padded on the right to the longest of them.
 *
 * @param members indices of its sequences in the planned list, longest first; at least 1
 * @param width T, length of the longest sequence minus its last token, which predicts nothing
 * @param tokens number N of sampled response tokens
 */
record MicroBatch(List<Integer> members, int width, int tokens) {
    /**
     * A prompt and a response. Observations in the response are read but have neither a log-probability nor a gradient.
     *
     * @param prompt at least 1 token
     * @param response at least 1 sampled token
     * @param roles which response tokens were sampled
     */
    record Sequence(TokenIds prompt, TokenIds response, TokenRoles roles) {
        /** A response whose tokens were all sampled. */
        Sequence(TokenIds prompt, TokenIds response) {
            this(prompt, response, TokenRoles.SAMPLED);
        }

        /** Number of sampled response tokens. */
        int length() {
            return response.size() - roles.observed();
        }

        /** Number of input tokens: all but the last. */
        int inputs() {
            return prompt.size() + response.size() - 1;
        }
    }

    MicroBatch {
        members = List.copyOf(members);
    }

    /**
     * Splits sequences, sorted by length, into as few micro-batches as their order allows.
     *
     * @param limit maximum padded tokens of a micro-batch; a longer sequence is a micro-batch by itself
     */
    static List<MicroBatch> plan(List<Sequence> sequences, int limit) {
        List<Integer> order = IntStream.range(0, sequences.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -sequences.get(i).inputs()))
                .toList();
        List<MicroBatch> pieces = new ArrayList<>();
        int from = 0;
        while (from < order.size()) {
            int width = sequences.get(order.get(from)).inputs();
            int to = Math.min(order.size(), from + Math.max(1, limit / width));
            List<Integer> members = order.subList(from, to);
            int tokens =
                    members.stream().mapToInt(i -> sequences.get(i).length()).sum();
            pieces.add(new MicroBatch(members, width, tokens));
            from = to;
        }
        return pieces;
    }

    /** Token ids [B, T], 0 where a sequence has ended. */
    long[] ids(List<Sequence> sequences) {
        long[] ids = new long[members.size() * width];
        for (int b = 0; b < members.size(); b++) {
            Sequence sequence = sequences.get(members.get(b));
            int prompt = sequence.prompt().size();
            for (int t = 0; t < sequence.inputs(); t++) {
                ids[b * width + t] = t < prompt
                        ? sequence.prompt().ids()[t]
                        : sequence.response().ids()[t - prompt];
            }
        }
        return ids;
    }

    /** The index among B * T of the position that predicts each sampled token [N]. */
    long[] index(List<Sequence> sequences) {
        long[] index = new long[tokens];
        int n = 0;
        for (int b = 0; b < members.size(); b++) {
            Sequence sequence = sequences.get(members.get(b));
            boolean[] sampled = sequence.roles().sampled(sequence.response().size());
            for (int t = 0; t < sampled.length; t++) {
                if (sampled[t]) {
                    index[n++] = (long) b * width + sequence.prompt().size() - 1 + t;
                }
            }
        }
        return index;
    }

    /** The sampled tokens [N]. */
    long[] targets(List<Sequence> sequences) {
        long[] targets = new long[tokens];
        int n = 0;
        for (int member : members) {
            Sequence sequence = sequences.get(member);
            for (int id : sequence.roles().select(sequence.response()).ids()) {
                targets[n++] = id;
            }
        }
        return targets;
    }

    /** The row, from 0, of each sampled token [N]. */
    long[] rows(List<Sequence> sequences) {
        long[] rows = new long[tokens];
        int n = 0;
        for (int b = 0; b < members.size(); b++) {
            for (int t = sequences.get(members.get(b)).length(); t > 0; t--) {
                rows[n++] = b;
            }
        }
        return rows;
    }

    /** Response lengths in sampled tokens [B]. */
    float[] lengths(List<Sequence> sequences) {
        float[] lengths = new float[members.size()];
        for (int b = 0; b < lengths.length; b++) {
            lengths[b] = sequences.get(members.get(b)).length();
        }
        return lengths;
    }

    /** Values per sampled token [N], from the values per sequence, one per response token. */
    float[] pack(List<Sequence> sequences, List<float[]> values) {
        float[] packed = new float[tokens];
        int n = 0;
        for (int member : members) {
            float[] own = sequences.get(member).roles().select(values.get(member));
            System.arraycopy(own, 0, packed, n, own.length);
            n += own.length;
        }
        return packed;
    }
}
