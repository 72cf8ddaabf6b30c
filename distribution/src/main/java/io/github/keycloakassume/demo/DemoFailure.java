package io.github.keycloakassume.demo;

/** The demo cannot go on; the message is a paragraph for the person at the terminal. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private DemoFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command line is wrong. */
    static DemoFailure usage(String message) {
        return new DemoFailure(2, message + " Run './demo --help' for the options.");
    }

    /** The command line is right, but something is in the way. */
    static DemoFailure obstacle(String message) {
        return new DemoFailure(1, message);
    }

    int exitCode() {
        return exitCode;
    }

    String explanation() {
        return String.valueOf(getMessage());
    }
}
