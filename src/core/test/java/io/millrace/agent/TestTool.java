package io.millrace.agent;

import io.millrace.model.Prompt;
import java.time.Duration;
import java.util.concurrent.Callable;

/** A tool of tests with one text argument. */
record TestTool(String toolName, Duration timeLimit, Answer answer) implements RecordTool<TestTool.Word> {
    /** Answers a call. */
    interface Answer {
        String to(String word) throws Exception;
    }

    /** The argument. */
    public record Word(String word) {}

    static TestTool of(String name, Answer answer) {
        return new TestTool(name, Duration.ZERO, answer);
    }

    static <T> T never() throws InterruptedException {
        Callable<T> sleeping = () -> {
            Thread.sleep(Long.MAX_VALUE);
            return null;
        };
        try {
            return sleeping.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String description() {
        return "Answers a word.";
    }

    @Override
    public Class<Word> arguments() {
        return Word.class;
    }

    @Override
    public String call(Word word, Prompt prompt) throws Exception {
        return answer.to(word.word());
    }

    /** The tool under its own name. */
    ToolConfig config() {
        return new ToolConfig(this, toolName);
    }
}
