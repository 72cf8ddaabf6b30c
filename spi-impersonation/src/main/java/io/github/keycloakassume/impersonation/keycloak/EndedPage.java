package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.impersonation.model.EndCause;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.UserModel;

/** The page, in the middle of a login, that says an impersonation has ended, and its answer. */
public final class EndedPage {

    private static final String CHOICE = "assume_choice";
    private static final String BACK = "back";

    private final AuthenticationFlowContext context;

    public EndedPage(AuthenticationFlowContext context) {
        this.context = context;
    }

    /**
     * Shows it in place of the login form.
     *
     * @param own whom the way back leads to, empty where there is none
     */
    public void show(String subject, Optional<UserModel> own, EndCause cause) {
        String code = context.generateAccessCode();
        // Not context.form(): that would offer other ways to authenticate beside these two.
        context.forceChallenge(new PageHeaders(context.getSession())
                .on(context.getSession()
                        .getProvider(LoginFormsProvider.class)
                        .setAuthenticationSession(context.getAuthenticationSession())
                        .setActionUri(context.getActionUrl(code))
                        .setExecution(context.getExecution().getId())
                        .setClientSessionCode(code)
                        .setAttribute("assumeSubject", subject)
                        .setAttribute(
                                "assumeImpersonator",
                                own.map(Directory::displayName).orElse(""))
                        .setAttribute("assumeCause", cause.wireName())
                        .setAttribute("assumeChoice", CHOICE)
                        .createForm("assume-ended.ftl")));
    }

    /** Whether the one who saw it wants to go back to his own view. */
    public boolean wantsBack() {
        return BACK.equals(context.getHttpRequest().getDecodedFormParameters().getFirst(CHOICE));
    }

    /** Begins the login once more, with whoever the browser is now. */
    public void loginAgain() {
        context.forceChallenge(Response.seeOther(context.getRefreshUrl(false)).build());
    }
}
