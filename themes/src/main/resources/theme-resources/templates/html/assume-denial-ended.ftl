<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("assumeMailDenialEnded")}</p>
<table cellpadding="4">
    <tr><th align="left" valign="top">${msg("assumeMailScope")}</th><td>${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if></td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailEndedAt")}</th><td>${assumeEndedAt}</td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailHow")}</th><td>${msg("assumeMailGrantCause." + assumeCause)}</td></tr>
    <#if assumeDecider??>
    <tr><th align="left" valign="top">${msg("assumeMailDecider")}</th><td>${assumeDecider}</td></tr>
    </#if>
</table>
<p>${msg("assumeMailDenialEndedThen")}</p>
</@layout.emailLayout>
