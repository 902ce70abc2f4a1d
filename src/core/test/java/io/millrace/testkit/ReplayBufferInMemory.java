package io.millrace.testkit;

import io.millrace.memory.ReplayBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A replay buffer on the heap. */
public final class ReplayBufferInMemory<T> implements ReplayBuffer<T> {
    private final Deque<T> waiting = new ArrayDeque<>();

    @Override
    public void push(List<T> items) {
        waiting.addAll(items);
    }

    @Override
    public long size() {
        return waiting.size();
    }

    @Override
    public List<T> pop(int most) {
        List<T> popped = new ArrayList<>();
        while (popped.size() < most && !waiting.isEmpty()) {
            popped.add(waiting.remove());
        }
        return popped;
    }
}
