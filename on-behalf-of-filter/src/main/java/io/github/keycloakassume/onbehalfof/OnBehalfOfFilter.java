package io.github.keycloakassume.onbehalfof;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request with the header {@code X-On-Behalf-Of} continue as the user whom the header names, when its bearer token
 * may do that (scope {@code impersonate}) and the authorization server agrees; every other one with that header is
 * refused, and none continues in the name of the caller. Requests without the header pass untouched; all answers vary by it,
 * so that no cache takes one for the other.
 *
 * <p>Belongs before all that authenticates, on all paths and dispatcher types; {@link #addTo} registers it so.
 */
public final class OnBehalfOfFilter implements Filter {

    /** The request attribute by which the filter knows a request of its own when the container comes back to it. */
    private static final String ACTING = OnBehalfOf.ATTRIBUTE + ".acting";

    private @Nullable Gate gate;

    /** For a container, which gives the settings as init parameters. */
    public OnBehalfOfFilter() {}

    /**
     * With these settings, by the names that docs/on-behalf-of-filter.md has.
     *
     * @throws IllegalArgumentException naming the setting that is missing, unknown or wrong
     */
    public OnBehalfOfFilter(Map<String, String> settings) {
        gate = new Gate(Settings.parse(settings), Clock.systemUTC());
    }

    /** Registers a filter with these settings in front of all others, for everything. */
    public static FilterRegistration.Dynamic addTo(ServletContext context, Map<String, String> settings) {
        FilterRegistration.Dynamic registration = context.addFilter("on-behalf-of", new OnBehalfOfFilter(settings));
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
        return registration;
    }

    @Override
    public void init(FilterConfig config) throws ServletException {
        if (gate != null) {
            return;
        }
        var settings = new HashMap<String, String>();
        for (String name : Collections.list(config.getInitParameterNames())) {
            settings.put(name, config.getInitParameter(name));
        }
        try {
            gate = new Gate(Settings.parse(settings), Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            throw new ServletException("Filter " + config.getFilterName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            filter(http, answer, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    @Override
    public void destroy() {
        if (gate != null) {
            gate.close();
            gate = null;
        }
    }

    private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (EndUserRequest.isBelow(request)) {
            chain.doFilter(request, response);
            look(request, response);
            return;
        }
        DispatcherType dispatch = request.getDispatcherType();
        if (dispatch != DispatcherType.REQUEST && request.getAttribute(ACTING) instanceof Gate.Acting decided) {
            // The container goes on with the request that it made itself: for an error page, an asynchronous dispatch.
            goOn(decided, request, VaryingResponse.byUserAndActor(response), chain);
            return;
        }
        RequestHeaders headers = RequestHeaders.of(request);
        if (!headers.askOnBehalf()) {
            chain.doFilter(request, VaryingResponse.byUser(response));
            return;
        }
        HttpServletResponse varying = VaryingResponse.byUserAndActor(response);
        if (dispatch == DispatcherType.ERROR) {
            chain.doFilter(EndUserRequest.asUnknown(request, varying), varying);
        } else {
            begin(request, varying, headers, chain);
        }
    }

    private void begin(
            HttpServletRequest request, HttpServletResponse response, RequestHeaders headers, FilterChain chain)
            throws IOException, ServletException {
        Gate ready = gate;
        if (ready == null) {
            throw new ServletException("The filter was not initialized");
        }
        Gate.Acting acting;
        try {
            acting = ready.require(request, headers);
        } catch (RefusedException refused) {
            refused.refusal().write(response);
            return;
        }
        request.setAttribute(OnBehalfOf.ATTRIBUTE, acting.onBehalfOf());
        request.setAttribute(ACTING, acting);
        goOn(acting, request, response, chain);
    }

    private void goOn(Gate.Acting acting, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(EndUserRequest.as(acting.onBehalfOf(), request, response), response);
        look(request, response);
    }

    /** Whether the application has refused the token. */
    private void look(HttpServletRequest request, HttpServletResponse response) {
        Gate asked = gate;
        if (asked != null && request.getAttribute(ACTING) instanceof Gate.Acting acting) {
            new ApplicationsAnswer(response, () -> asked.forget(acting)).look(request);
        }
    }
}
