<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("assumeMailTrial." + assumeTrial)}</p>
<table cellpadding="4">
    <tr><th align="left" valign="top">${msg("assumeMailScope")}</th><td>${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if></td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailSince")}</th><td>${assumeSince}</td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailDecider")}</th><td>${assumeDecider}</td></tr>
</table>
<p>${msg("assumeMailTrialThen." + assumeTrial)}</p>
</@layout.emailLayout>
