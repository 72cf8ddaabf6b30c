package io.github.keycloakassume.core.keycloak;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.net.SocketFactory;

/**
 * A mail server (RFC 5321) at the other end of a socket without a network: good but for what it says to one command. Its
 * silence needs no waiting for.
 */
final class ScriptedMailServer extends SocketFactory {

    /** Says nothing any more. */
    static final String SILENCE = "";

    /** Says nothing, and is gone. */
    static final String HANG_UP = "hang up";

    private final String command;
    private final String answer;
    private final Deque<Byte> said = new ArrayDeque<>();
    private boolean silent;
    private boolean gone;
    private boolean inData;

    /** One that answers so to commands that begin so; {@code "."} is the end of a mail. */
    ScriptedMailServer(String command, String answer) {
        this.command = command;
        this.answer = answer;
    }

    private void hear(String line) {
        if (!inData || ".".equals(line)) {
            inData = false;
            reply(line);
        }
    }

    private void reply(String line) {
        if (silent || gone) {
            return;
        }
        if (!line.startsWith(command)) {
            say(usual(line));
        } else if (SILENCE.equals(answer)) {
            silent = true;
        } else if (HANG_UP.equals(answer)) {
            gone = true;
        } else {
            say(answer);
        }
    }

    private String usual(String line) {
        inData = "DATA".equals(line);
        return inData ? "354 go on" : "250 ok";
    }

    private void say(String line) {
        for (byte character : (line + "\r\n").getBytes(StandardCharsets.US_ASCII)) {
            said.add(character);
        }
    }

    @Override
    public Socket createSocket() {
        return new Line();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }

    private final class Line extends Socket {

        @Override
        public void connect(SocketAddress endpoint) {
            say("220 ready");
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) {
            connect(endpoint);
        }

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() throws SocketTimeoutException {
                    if (!said.isEmpty()) {
                        return said.remove();
                    }
                    if (silent) {
                        throw new SocketTimeoutException("Read timed out");
                    }
                    if (gone) {
                        return -1;
                    }
                    throw new AssertionError("Asked for an answer to nothing");
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws SocketTimeoutException {
                    int next = read();
                    if (next >= 0) {
                        bytes[offset] = (byte) next;
                    }
                    return next < 0 ? -1 : 1;
                }
            };
        }

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                private final ByteArrayOutputStream line = new ByteArrayOutputStream();

                @Override
                public void write(int character) {
                    if (character == '\n') {
                        hear(line.toString(StandardCharsets.US_ASCII).strip());
                        line.reset();
                    } else {
                        line.write(character);
                    }
                }
            };
        }
    }
}
