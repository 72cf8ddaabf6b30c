package io.github.keycloakassume.onbehalfof;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the filter logs meanwhile. */
final class LogLines extends Handler implements AutoCloseable {

    // Held: the logging of the JDK keeps weak references.
    private final Logger logger = Logger.getLogger(OnBehalfOfFilter.class.getName());
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private final Level before = logger.getLevel();

    LogLines() {
        logger.setLevel(Level.FINE);
        logger.addHandler(this);
    }

    List<String> warnings() {
        return of(Level.WARNING);
    }

    List<String> infos() {
        return of(Level.INFO);
    }

    List<String> debugs() {
        return of(Level.FINE);
    }

    private List<String> of(Level level) {
        var formatter = new SimpleFormatter();
        return records.stream()
                .filter(line -> line.getLevel().equals(level))
                .map(formatter::formatMessage)
                .toList();
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}
