package io.github.keycloakassume.onbehalfof;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What the application answers to a token of the end user, now or later: with 401 it refuses it. */
final class ApplicationsAnswer implements AsyncListener {

    private final HttpServletResponse response;
    private final Runnable whenRefused;

    ApplicationsAnswer(HttpServletResponse response, Runnable whenRefused) {
        this.response = response;
        this.whenRefused = whenRefused;
    }

    /** When the application has returned. An asynchronous dispatch comes back to the filter, which then looks again. */
    void look(HttpServletRequest request) {
        if (!isRefused() && request.isAsyncStarted()) {
            try {
                request.getAsyncContext().addListener(this);
                return;
            } catch (IllegalStateException e) {
                // Another thread has completed or dispatched it in this moment: the status says which.
            }
        }
        forgetIfRefused();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        forgetIfRefused();
    }

    /** After a dispatch: a listener is of one asynchronous cycle. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }

    /** Completion follows. */
    @Override
    public void onTimeout(AsyncEvent event) {}

    /** Completion follows. */
    @Override
    public void onError(AsyncEvent event) {}

    private boolean isRefused() {
        return response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED;
    }

    private void forgetIfRefused() {
        if (isRefused()) {
            whenRefused.run();
        }
    }
}
