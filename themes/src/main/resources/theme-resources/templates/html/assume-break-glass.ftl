<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("assumeMailBreakGlass")}</p>
<table cellpadding="4">
    <tr><th align="left" valign="top">${msg("assumeMailUser")}</th><td>${assumeUsername} (${assumeRealm!realmName})</td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailWho")}</th><td>${assumeImpersonator}</td></tr>
    <#if assumeImpersonatorRealm??>
    <tr><th align="left" valign="top">${msg("assumeMailFrom")}</th><td>${assumeImpersonatorRealm}</td></tr>
    </#if>
    <tr><th align="left" valign="top">${msg("assumeMailSince")}</th><td>${assumeStartedAt}</td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailUntil")}</th><td>${assumeEndsAt}</td></tr>
    <#if assumeReason??>
    <tr><th align="left" valign="top">${msg("assumeMailReason")}</th><td style="white-space: pre-wrap" dir="auto">${assumeReason}</td></tr>
    </#if>
    <#if assumeTicket??>
    <tr><th align="left" valign="top">${msg("assumeMailTicket")}</th><td dir="auto">${assumeTicket}</td></tr>
    </#if>
</table>
<p>${msg("assumeMailBreakGlassRecorded")}</p>
<p>${msg("assumeMailBreakGlassEnd")}</p>
</@layout.emailLayout>
