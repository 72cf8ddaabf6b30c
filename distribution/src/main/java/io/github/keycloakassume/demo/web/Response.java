package io.github.keycloakassume.demo.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An answer: status, headers in order, and a text. */
public record Response(int status, List<Map.Entry<String, String>> headers, String body) {

    /** Keeps a copy of the headers. */
    public Response {
        headers = List.copyOf(headers);
    }

    /** A page of this HTML. */
    public static Response page(int status, String html) {
        return of(status, "text/html; charset=utf-8", html);
    }

    /** A text of this media type. */
    public static Response of(int status, String mediaType, String body) {
        return new Response(status, List.of(Map.entry("Content-Type", mediaType)), body);
    }

    /** An answer without content. */
    public static Response empty(int status) {
        return new Response(status, List.of(), "");
    }

    /** Sends the browser there with a GET, whatever method it came with. */
    public static Response seeOther(URI address) {
        return new Response(303, List.of(Map.entry("Location", address.toString())), "");
    }

    /** The same answer with one more header. */
    public Response with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Response(status, more, body);
    }

    /**
     * The same answer that sets a cookie for scripts to never see. Its lifetime is the browser's session: SameSite=Lax
     * keeps it away from posts of other sites and lets it come along when the identity provider sends the browser back.
     */
    public Response withCookie(String name, String value, String path) {
        return with("Set-Cookie", name + "=" + value + "; Path=" + path + "; HttpOnly; SameSite=Lax");
    }

    /** The same answer that removes a cookie. */
    public Response withoutCookie(String name, String path) {
        return with("Set-Cookie", name + "=; Path=" + path + "; Max-Age=0; HttpOnly; SameSite=Lax");
    }
}
