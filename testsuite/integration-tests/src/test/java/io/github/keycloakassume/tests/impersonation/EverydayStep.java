package io.github.keycloakassume.tests.impersonation;

/** What people do with Keycloak all day. */
enum EverydayStep {
    LOGIN,
    CODE,
    SINGLE_SIGN_ON,
    REFRESH,
    OFFLINE_REFRESH,
    USERINFO,
    INTROSPECTION,
    ACCOUNT,
    ADMINISTRATION,
    SERVICE_ACCOUNT,
    LOGOUT,
    LOGOUT_BY_TOKEN;

    void prepare(Everyday.Day day) {
        switch (this) {
            case LOGIN -> day.forget();
            case CODE -> {
                day.forget();
                day.login();
            }
            case LOGOUT, LOGOUT_BY_TOKEN -> {
                day.forget();
                day.beLoggedIn();
            }
            case OFFLINE_REFRESH -> day.beOffline();
            default -> day.beLoggedIn();
        }
    }

    void take(Everyday.Day day) {
        switch (this) {
            case LOGIN -> day.login();
            case CODE -> day.takeTokens();
            case SINGLE_SIGN_ON -> day.singleSignOn();
            case REFRESH -> day.refresh();
            case OFFLINE_REFRESH -> day.refreshOffline();
            case USERINFO -> day.userInfo();
            case INTROSPECTION -> day.introspect();
            case ACCOUNT -> day.account();
            case ADMINISTRATION -> day.users();
            case SERVICE_ACCOUNT -> day.beTheApplication();
            case LOGOUT -> day.logout();
            case LOGOUT_BY_TOKEN -> day.logoutByToken();
        }
    }

    /** Whether Keycloak writes into its database; then a recording of nothing would be a broken one. */
    boolean writes() {
        return switch (this) {
            case LOGIN, CODE, SINGLE_SIGN_ON, REFRESH, OFFLINE_REFRESH, SERVICE_ACCOUNT, LOGOUT, LOGOUT_BY_TOKEN ->
                true;
            case USERINFO, INTROSPECTION, ACCOUNT, ADMINISTRATION -> false;
        };
    }
}
