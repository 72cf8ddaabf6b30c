<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("assumeMailGrantEnding")}</p>
<table cellpadding="4">
    <tr><th align="left" valign="top">${msg("assumeMailScope")}</th><td>${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if></td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailUntil")}</th><td>${assumeEndsAt}</td></tr>
</table>
<p>${msg("assumeMailEndingExtend")}</p>
</@layout.emailLayout>
