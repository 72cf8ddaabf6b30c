package io.github.keycloakassume.upgrade;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;

/** What a factory answers that computes its id or its order: run, in a class loader with what our JARs are built against. */
final class Asked {

    private Asked() {}

    static String id(String factory) {
        return String.valueOf(ask(factory, "getId"));
    }

    static int order(String factory) {
        return (int) ask(factory, "order");
    }

    private static Object ask(String factory, String method) {
        try (URLClassLoader loader =
                new URLClassLoader(Build.everything().toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(Use.dotted(factory));
            Method asked = type.getMethod(method);
            // Declared by a class that may not be public.
            asked.setAccessible(true);
            return asked.invoke(type.getDeclaredConstructor().newInstance());
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("no " + method + ": " + factory, e);
        }
    }
}
