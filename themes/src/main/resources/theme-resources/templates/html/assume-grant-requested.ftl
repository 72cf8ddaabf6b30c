<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("assumeMailRequested")}</p>
<table cellpadding="4">
    <tr><th align="left" valign="top">${msg("assumeMailRequester")}</th><td>${assumeRequester}</td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailScope")}</th><td>${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if></td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailDuration")}</th><td><#if ["P1D", "P1W", "P1M", "P1Y", "indefinite"]?seq_contains(assumeDuration)>${msg("assumeMailDuration." + assumeDuration)}<#else>${assumeDuration}</#if></td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailLapsesAt")}</th><td>${assumeLapsesAt}</td></tr>
    <#if assumeReason??>
    <tr><th align="left" valign="top">${msg("assumeMailReason")}</th><td style="white-space: pre-wrap" dir="auto">${assumeReason}</td></tr>
    </#if>
    <#if assumeTicket??>
    <tr><th align="left" valign="top">${msg("assumeMailTicket")}</th><td dir="auto">${assumeTicket}</td></tr>
    </#if>
</table>
<p>${msg("assumeMailRequestedAnswer")}</p>
</@layout.emailLayout>
