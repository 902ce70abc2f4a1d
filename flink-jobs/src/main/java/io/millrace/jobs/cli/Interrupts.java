package io.millrace.jobs.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * Handles Ctrl-C and TERM: the first requests an orderly stop, the second ends the JVM at once.
 *
 * <p>A shutdown hook would run concurrently with Flink's own hooks, which tear the cluster down while its savepoint is
 * being written. The JDK has no other public API for signals; it is called by reflection because the compiler warns
 * about its direct use.
 */
final class Interrupts {
    private static final int INTERRUPTED = 130;

    private Interrupts() {}

    /** Waits for the first Ctrl-C or TERM. */
    static void await() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        handle(stopped::countDown);
        stopped.await();
    }

    static void handle(Runnable stop) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Method handle = signal.getMethod("handle", signal, handler);
            boolean[] asked = new boolean[1];
            InvocationHandler onSignal = (proxy, method, arguments) -> {
                if (!method.getName().equals("handle")) {
                    return method.invoke(asked, arguments);
                }
                synchronized (asked) {
                    if (asked[0]) {
                        Runtime.getRuntime().halt(INTERRUPTED);
                    }
                    asked[0] = true;
                }
                stop.run();
                return null;
            };
            Object proxy =
                    Proxy.newProxyInstance(Interrupts.class.getClassLoader(), new Class<?>[] {handler}, onSignal);
            for (String name : new String[] {"INT", "TERM"}) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException e) {
            System.err.println("millrace: this JVM cannot catch Ctrl-C; it will end the run without a savepoint");
        }
    }
}
