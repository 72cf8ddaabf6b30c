package io.github.keycloakassume.onbehalfof;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.TreeSet;

/** Says what the application sees of a request: one line each. */
final class Probe extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(describe(request));
    }

    static String describe(HttpServletRequest request) {
        var names = new TreeSet<String>();
        Collections.list(request.getHeaderNames()).forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return String.join(
                "\n",
                "principal="
                        + (request.getUserPrincipal() == null
                                ? null
                                : request.getUserPrincipal().getName()),
                "remote-user=" + request.getRemoteUser(),
                "auth-type=" + request.getAuthType(),
                "customer=" + request.isUserInRole("customer"),
                "authorization=" + Collections.list(request.getHeaders("authorization")),
                "header=" + request.getHeader("x-on-behalf-OF"),
                "headers=" + Collections.list(request.getHeaders("X-ON-BEHALF-OF")),
                "underscores=" + request.getHeader("X_On_Behalf_Of"),
                "number=" + request.getIntHeader("X-On-Behalf-Of"),
                "date=" + request.getDateHeader("X-On-Behalf-Of"),
                "reason=" + request.getHeader("X-Assume-Reason"),
                "names=" + names,
                "cookies=" + (request.getCookies() == null ? 0 : request.getCookies().length),
                "acting=" + request.getAttribute(OnBehalfOf.ATTRIBUTE),
                "wrapped=" + (request instanceof HttpServletRequestWrapper),
                "dispatch=" + request.getDispatcherType(),
                "");
    }
}
