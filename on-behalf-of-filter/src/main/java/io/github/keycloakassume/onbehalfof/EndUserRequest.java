package io.github.keycloakassume.onbehalfof;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The request as the application sees it: of the end user, with their token, and without what speaks for the actor by a
 * standard: credentials in headers, the certificate of the connection, cookies and the HTTP session. The session may know
 * the actor, and what the application would keep in it of the end user would outlive this request.
 */
final class EndUserRequest extends HttpServletRequestWrapper {

    private final Optional<OnBehalfOf> onBehalfOf;
    private final HttpServletResponse response;

    private EndUserRequest(HttpServletRequest request, HttpServletResponse response, Optional<OnBehalfOf> onBehalfOf) {
        super(request);
        this.response = response;
        this.onBehalfOf = onBehalfOf;
    }

    /** The request made as this user. */
    static EndUserRequest as(OnBehalfOf onBehalfOf, HttpServletRequest request, HttpServletResponse response) {
        return new EndUserRequest(request, response, Optional.of(onBehalfOf));
    }

    /** The request without any identity: an error page of one for which none was decided on. */
    static EndUserRequest asUnknown(HttpServletRequest request, HttpServletResponse response) {
        return new EndUserRequest(request, response, Optional.empty());
    }

    /** Whether a request is one of these, below whatever wrappers. */
    static boolean isBelow(ServletRequest request) {
        return request instanceof EndUserRequest
                || (request instanceof ServletRequestWrapper wrapper && isBelow(wrapper.getRequest()));
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return onBehalfOf.map(OnBehalfOf::user).orElse(null);
    }

    @Override
    public @Nullable String getRemoteUser() {
        return onBehalfOf.map(acting -> acting.user().name()).orElse(null);
    }

    @Override
    public @Nullable String getAuthType() {
        return onBehalfOf.isPresent() ? "Bearer" : null;
    }

    @Override
    public boolean isUserInRole(String role) {
        return onBehalfOf.filter(acting -> acting.user().roles().contains(role)).isPresent();
    }

    @Override
    public boolean authenticate(HttpServletResponse ignored) {
        return onBehalfOf.isPresent();
    }

    @Override
    public void login(String username, String password) throws ServletException {
        throw new ServletException("A request on behalf of a user is authenticated by its token alone");
    }

    @Override
    public void logout() throws ServletException {
        throw new ServletException("A request on behalf of a user has no login to end");
    }

    @Override
    public @Nullable String getHeader(String name) {
        return HeaderNames.areHidden(name) ? own(name).orElse(null) : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return HeaderNames.areHidden(name)
                ? Collections.enumeration(own(name).stream().toList())
                : super.getHeaders(name);
    }

    @Override
    public @Nullable Enumeration<String> getHeaderNames() {
        @Nullable Enumeration<String> names = super.getHeaderNames();
        if (names == null) {
            return null;
        }
        List<String> seen = new ArrayList<>(Collections.list(names));
        seen.removeIf(HeaderNames::areHidden);
        if (onBehalfOf.isPresent()) {
            seen.add(HeaderNames.AUTHORIZATION);
        }
        return Collections.enumeration(seen);
    }

    @Override
    public long getDateHeader(String name) {
        return HeaderNames.areHidden(name) ? -1 : super.getDateHeader(name);
    }

    @Override
    public int getIntHeader(String name) {
        return HeaderNames.areHidden(name) ? -1 : super.getIntHeader(name);
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return isOfConnection(name) ? null : super.getAttribute(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        List<String> seen = new ArrayList<>(Collections.list(super.getAttributeNames()));
        seen.removeIf(EndUserRequest::isOfConnection);
        return Collections.enumeration(seen);
    }

    @Override
    public Map<String, String> getTrailerFields() {
        return super.getTrailerFields().entrySet().stream()
                .filter(field -> !HeaderNames.areHidden(field.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Cookie @Nullable [] getCookies() {
        return null;
    }

    @Override
    public @Nullable String getRequestedSessionId() {
        return null;
    }

    @Override
    public boolean isRequestedSessionIdValid() {
        return false;
    }

    @Override
    public boolean isRequestedSessionIdFromCookie() {
        return false;
    }

    @Override
    public boolean isRequestedSessionIdFromURL() {
        return false;
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        if (create) {
            throw new IllegalStateException("A request on behalf of a user has no HTTP session");
        }
        return null;
    }

    @Override
    public HttpSession getSession() {
        throw new IllegalStateException("A request on behalf of a user has no HTTP session");
    }

    @Override
    public String changeSessionId() {
        throw new IllegalStateException("A request on behalf of a user has no HTTP session");
    }

    /** With this request: the container would otherwise go on, and dispatch again, with the one that it made itself. */
    @Override
    public AsyncContext startAsync() {
        return super.startAsync(this, response);
    }

    private Optional<String> own(String name) {
        return name.equalsIgnoreCase(HeaderNames.AUTHORIZATION)
                ? onBehalfOf.map(acting -> "Bearer " + acting.accessToken())
                : Optional.empty();
    }

    /** The names of the Servlet specification and of containers for what the caller's connection was authenticated by. */
    private static boolean isOfConnection(String attribute) {
        return attribute.equals("jakarta.servlet.request.X509Certificate")
                || attribute.startsWith("jakarta.servlet.request.ssl_session");
    }
}
