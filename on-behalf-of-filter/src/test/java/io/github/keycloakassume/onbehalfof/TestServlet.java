package io.github.keycloakassume.onbehalfof;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet that does what a test says. */
final class TestServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** What it does. */
    interface Service {
        void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;
    }

    private final transient Service service;

    private TestServlet(Service service) {
        this.service = service;
    }

    static TestServlet servlet(Service service) {
        return new TestServlet(service);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        service.serve(request, response);
    }
}
