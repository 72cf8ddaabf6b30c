package io.github.keycloakassume.impersonation.keycloak;

import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.authentication.requiredactions.DeleteAccount;
import org.keycloak.authentication.requiredactions.DeleteCredentialAction;
import org.keycloak.authentication.requiredactions.RecoveryAuthnCodesAction;
import org.keycloak.authentication.requiredactions.TermsAndConditions;
import org.keycloak.authentication.requiredactions.UpdateEmail;
import org.keycloak.authentication.requiredactions.UpdatePassword;
import org.keycloak.authentication.requiredactions.UpdateProfile;
import org.keycloak.authentication.requiredactions.UpdateTotp;
import org.keycloak.authentication.requiredactions.UpdateUserLocaleAction;
import org.keycloak.authentication.requiredactions.VerifyEmail;
import org.keycloak.authentication.requiredactions.VerifyUserProfile;
import org.keycloak.authentication.requiredactions.WebAuthnPasswordlessRegisterFactory;
import org.keycloak.authentication.requiredactions.WebAuthnRegisterFactory;
import org.keycloak.broker.provider.IdpLinkAction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oid4vc.issuance.requiredactions.VerifiableCredentialOfferAction;

/**
 * Keycloak's own required actions, each under its id and before stock's: silent in a login as somebody else, and Keycloak's
 * own for everybody else. Required actions of others are not known here; {@link PendingActions} finds those.
 */
public final class QuietActions {

    private static final int BEFORE_STOCK = 10;

    private QuietActions() {}

    /** {@code UpdatePassword}. */
    public static final class QuietUpdatePassword extends UpdatePassword implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code UpdateProfile}. */
    public static final class QuietUpdateProfile extends UpdateProfile implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code UpdateTotp}. */
    public static final class QuietUpdateTotp extends UpdateTotp implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code VerifyEmail}. */
    public static final class QuietVerifyEmail extends VerifyEmail implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code TermsAndConditions}. */
    public static final class QuietTermsAndConditions extends TermsAndConditions implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code WebAuthnRegisterFactory}. */
    public static final class QuietWebAuthnRegister extends WebAuthnRegisterFactory implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code WebAuthnPasswordlessRegisterFactory}. */
    public static final class QuietWebAuthnPasswordlessRegister extends WebAuthnPasswordlessRegisterFactory
            implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code UpdateUserLocaleAction}. */
    public static final class QuietUpdateUserLocaleAction extends UpdateUserLocaleAction implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code DeleteAccount}. */
    public static final class QuietDeleteAccount extends DeleteAccount implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code DeleteCredentialAction}. */
    public static final class QuietDeleteCredentialAction extends DeleteCredentialAction implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code VerifyUserProfile}. */
    public static final class QuietVerifyUserProfile extends VerifyUserProfile implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code RecoveryAuthnCodesAction}. */
    public static final class QuietRecoveryAuthnCodesAction extends RecoveryAuthnCodesAction implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code UpdateEmail}. */
    public static final class QuietUpdateEmail extends UpdateEmail implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code IdpLinkAction}. */
    public static final class QuietIdpLinkAction extends IdpLinkAction implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }

    /** {@code VerifiableCredentialOfferAction}. */
    public static final class QuietVerifiableCredentialOfferAction extends VerifiableCredentialOfferAction
            implements QuietAction {

        @Override
        public RequiredActionProvider create(KeycloakSession session) {
            return QuietAction.orSilence(session, super::create);
        }

        @Override
        public int order() {
            return BEFORE_STOCK;
        }
    }
}
