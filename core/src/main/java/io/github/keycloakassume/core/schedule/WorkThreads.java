package io.github.keycloakassume.core.schedule;

import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Threads of our own. Keycloak's own executors stay at four threads, whatever waits ({@code DefaultExecutorsProviderFactory}),
 * and its timer has one.
 */
public final class WorkThreads {

    private static final Logger LOG = Logger.getLogger(WorkThreads.class);
    private static final int IDLE_SECONDS = 30;

    private WorkThreads() {}

    /**
     * At most so many of them, which come when there is work and go when there is none. A server that stops takes no more work, and says nothing about it: the work is
     * found again in the database.
     *
     * @param name what their names begin with
     */
    public static ThreadPoolExecutor of(String name, int most) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setUncaughtExceptionHandler(WorkThreads::report);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** One that waits most of the time. */
    public static ScheduledExecutorService repeating(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void report(Thread dead, Throwable cause) {
        CoreLine.THREAD_FAILED.log(LOG, cause, dead.getName(), cause);
    }
}
