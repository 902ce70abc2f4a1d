package io.millrace.jobs.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C and TERM: the first asks for an orderly stop, the second ends the JVM at once.
 *
 * <p>A shutdown hook would run beside Flink's own, which tear the cluster down while its savepoint is being written. The JDK's
 * signal class has no other public form, and is reached by reflection because the compiler warns of it.
 */
final class Interrupts {
    private static final int INTERRUPTED = 130;

    private Interrupts() {}

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
