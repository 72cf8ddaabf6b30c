package io.github.keycloakassume.demo.sample;

import io.github.keycloakassume.demo.web.Routes;

/** Wires the pages of one site. */
final class SiteRoutes {

    private SiteRoutes() {}

    static void add(
            Routes routes,
            Site site,
            OidcProvider provider,
            ImpersonationApi impersonations,
            GrantsApi grants,
            AppSessions sessions) {
        var oidc = new OidcClient(provider, site.clientId(), site.clientSecret(), site.address("callback"));
        var pages = new Pages(site, provider.issuer());
        var current = new CurrentSession(site, oidc, sessions);
        var documents = new DocumentsPage(site, oidc, current, pages);
        var login = new LoginFlow(site, oidc, sessions);
        var logout = new LogoutFlow(site, oidc, sessions, current);
        var support = new SupportPage(site, impersonations, current, pages);
        var access = new AccessPage(site, grants, current, pages);
        routes.get(site.path(), documents::show)
                .post(site.page("refresh"), documents::refresh)
                .get(site.page("login"), login::login)
                .get(site.page("callback"), login::callback)
                .post(site.page("logout"), logout::logout)
                .postFromAnywhere(site.page("backchannel-logout"), logout::backchannelLogout)
                .get(site.page("support"), support::show)
                .post(site.page("support"), support::become)
                .get(site.page("access"), access::show)
                .post(site.page("access"), access::allow)
                .post(site.page("access/end"), access::end);
    }
}
